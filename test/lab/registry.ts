import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Programs } from './debian.ts';
import { type Blob, type Image, manifestType } from './image.ts';
import { startProgram, waitFor } from './processes.ts';

export interface Registries {
  /** Host and port of the one that asks for nothing. */
  open: string;
  /** The same images behind a user name and password. */
  locked: { host: string; username: string; password: string };
  /** The same images at about 3 MB a second, so that a pull takes long enough to be watched. */
  slow: string;
}

/** The password as Debian's docker-registry wants it; making such a line needs a program that a node may not have. */
const credentials = { username: 'lab', password: 'lab-secret' };
const passwordLine = 'lab:$2b$05$CtoifHM6zov2tqn.WxXE4el32cU5LJuLl4JQq/UpYMYBCGf0B2DR2\n';

const slowBytesPerSecond = 3_000_000;

/** Starts Debian's docker-registry twice over one store, and a slow way in. */
export async function startRegistries(dir: string, programs: Programs): Promise<Registries> {
  await mkdir(join(dir, 'registry'), { recursive: true });
  writeFileSync(join(dir, 'htpasswd'), passwordLine);
  const start = async (name: string, auth: string): Promise<string> => {
    const host = `127.0.0.1:${await freePort()}`;
    const config = join(dir, `${name}.yml`);
    writeFileSync(config, registryConfig(dir, host, auth));
    const log = join(dir, `${name}.log`);
    startProgram(programs.registry, ['serve', config], { log, env: programs.env });
    await waitForHttp(host, log);
    return host;
  };
  const open = await start('registry-open', '');
  const locked = await start('registry-locked', `auth: {htpasswd: {realm: lab, path: ${join(dir, 'htpasswd')}}}\n`);
  const slow = `127.0.0.1:${await freePort()}`;
  const proxy = fileURLToPath(new URL('slow-proxy.mjs', import.meta.url));
  const log = join(dir, 'registry-slow.log');
  const words = [proxy, slow, open, String(slowBytesPerSecond)];
  startProgram(process.execPath, words, { log, env: programs.env });
  await waitForHttp(slow, log);
  return { open, locked: { host: locked, ...credentials }, slow };
}

function registryConfig(dir: string, host: string, auth: string): string {
  return `version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: ${join(dir, 'registry')}}, delete: {enabled: true}}
http: {addr: "${host}", secret: lab}
${auth}`;
}

async function waitForHttp(host: string, log: string): Promise<void> {
  const answers = (): Promise<boolean> =>
    fetch(`http://${host}/v2/`).then(
      (reply) => reply.status === 200 || reply.status === 401,
      () => false,
    );
  if (!(await waitFor(answers, 15_000))) throw new Error(`nothing answers at ${host}, see ${log}`);
}

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Uploads an image. `ref` is name:tag without the host. */
export async function pushImage(host: string, ref: string, image: Image): Promise<void> {
  const [name, tag] = ref.split(':');
  const base = `http://${host}/v2/${name}`;
  for (const blob of image.blobs) await pushBlob(base, host, blob);
  const put = { method: 'PUT', headers: { 'content-type': manifestType }, body: image.manifest.bytes };
  await expectStatus(201, `${base}/manifests/${tag}`, put);
}

async function pushBlob(base: string, host: string, blob: Blob): Promise<void> {
  const known = await fetch(`${base}/blobs/${blob.digest}`, { method: 'HEAD' });
  if (known.ok) return;
  const upload = await expectStatus(202, `${base}/blobs/uploads/`, { method: 'POST' });
  const place = new URL(upload.headers.get('location') ?? '', `http://${host}`);
  place.searchParams.set('digest', blob.digest);
  const headers = { 'content-type': 'application/octet-stream' };
  await expectStatus(201, place.href, { method: 'PUT', headers, body: blob.bytes });
}

async function expectStatus(status: number, url: string, request: RequestInit): Promise<Response> {
  const reply = await fetch(url, request);
  if (reply.status === status) return reply;
  throw new Error(`${request.method} ${url}: ${reply.status} ${await reply.text()}`);
}
