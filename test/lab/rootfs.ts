import { type TarEntry, tar } from './tar.ts';

const applets = `sh sleep cat echo ls ps env id tee head tail seq dd yes true false stty wc date hostname httpd nc kill
 mkdir rm touch grep sed awk test expr printf md5sum sha256sum top ip ifconfig wget tar find stat readlink ln cp mv chmod
 chown sort tr cut basename dirname pwd mount df nproc uname sync usleep timeout xargs`.split(/\s+/);

/** Busybox with the users root and app (1000), a web page, and files and links for the cases that copy. */
export function busyboxRootfs(busybox: Uint8Array): Buffer {
  const folders = ['bin', 'etc', 'proc', 'sys', 'dev', 'root', 'www', 'data', 'data/sub'];
  return tar([
    ...folders.map((path) => ({ path })),
    { path: 'tmp', mode: 0o1777 },
    { path: 'home', uid: 1000, gid: 1000 },
    { path: 'bin/busybox', bytes: busybox, mode: 0o755 },
    ...applets.map((name) => ({ path: `bin/${name}`, link: 'busybox' })),
    text('bin/badscript', '#!/nonexistent/interpreter\n', 0o755),
    text('bin/notexec', 'not a program\n'),
    text('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000:app:/home:/bin/sh\n'),
    text('etc/group', 'root:x:0:\napp:x:1000:\n'),
    text('www/index.html', 'hello web\n'),
    text('data/one.txt', 'one\n'),
    text('data/sub/two.txt', 'two\n'),
    { path: 'data/link', link: 'one.txt' },
    { path: 'data/dirlink', link: 'sub' },
    { path: 'data/broken', link: 'nowhere' },
  ]);
}

/** A file of bytes that do not compress, the same ones for the same seed. */
export function noiseRootfs(name: string, sizeBytes: number, seed: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  let state = seed;
  for (let at = 0; at + 4 <= sizeBytes; at += 4) {
    // xorshift32: enough to be incompressible
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes.writeInt32LE(state | 0, at);
  }
  return tar([{ path: name, bytes }]);
}

function text(path: string, content: string, mode = 0o644): TarEntry {
  return { path, bytes: Buffer.from(content), mode };
}
