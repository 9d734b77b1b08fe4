import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dockerPrefix } from '../lab/images.ts';
import { run } from './support/program.ts';
import { onEachNode, until } from './support/suite.ts';

const program = process.env['CRIX_BINARY'] ?? fileURLToPath(new URL('../../bin/crix.js', import.meta.url));

// What people who had docker have in their crontabs, checks and notes. Each step leaves to the next what it made.
onEachNode('scripts written for docker', (node) => {
  const bin = mkdtempSync(join(tmpdir(), 'crix-scripts-'));
  let image = '';

  before(async () => {
    for (const name of ['docker', 'crix']) symlinkSync(program, join(bin, name));
    image = `${node.lab.registry}/${dockerPrefix}/busy:1`;
    await sh(`docker pull -q ${image}`);
  });
  after(() => rmSync(bin, { recursive: true }));

  /** A script's output; it has to succeed. */
  async function sh(script: string): Promise<string> {
    const env = { ...node.env, PATH: `${bin}:${node.env['PATH']}:/usr/bin:/bin`, IMAGE: image };
    const { status, stdout, stderr } = await run(['sh', '-euc', script], { env, cwd: join(node.lab.dir, 'home') });
    assert.equal(status, 0, `${script}\n${stdout}\n${stderr}`);
    return stdout.trimEnd();
  }

  it('start a service and look into it', async () => {
    const id = await sh(
      `docker run -d --name web -l tier=front -e GREETING=hello "$IMAGE" sh -c 'echo "$GREETING"; exec sleep 1000'`,
    );
    assert.match(id, /^[0-9a-f]{64}$/);
    await until('it has spoken', async () => (await sh('docker logs web 2>&1 | tail -1')) === 'hello');
    assert.equal(await sh(`docker exec $(docker ps -qf name=web) sh -c 'echo "$GREETING"'`), 'hello');
    assert.equal(await sh("docker ps --filter label=tier=front --format '{{.Names}}:{{.State}}'"), 'web:running');
    const pid = await sh("docker inspect -f '{{.State.Pid}}' web");
    assert.equal(await sh(`tr '\\0' ' ' </proc/${pid}/cmdline`), 'sleep 1000');
    assert.match(await sh('docker top web -o pid,args | tail -1'), new RegExp(`^${pid}\\s+sleep 1000$`));
  });

  it('monitor it', async () => {
    assert.equal(await sh(`[ "$(docker inspect -f '{{.State.Running}}' web)" = true ] && echo OK`), 'OK');
    assert.equal(await sh(`docker ps --format '{{.Names}}\t{{.Status}}' | grep -c '^web.Up'`), '1');
    assert.match(
      await sh(`docker stats --no-stream --format '{{.Name}} {{.CPUPerc}} {{.MemPerc}} {{.PIDs}}' web`),
      /^web \d+\.\d\d% \d+\.\d\d% 1$/,
    );
    const address = await sh(
      `docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' web | grep -E '^[0-9.]+$'`,
    );
    assert.equal(await sh("docker inspect web | jq -r '.[0].NetworkSettings.IPAddress'"), address);
    assert.equal(await sh('docker inspect nothing >/dev/null 2>&1 || echo CRITICAL'), 'CRITICAL');
    assert.match(await sh(`docker info --format '{{.ContainersRunning}}'`), /^[1-9]\d*$/);
    assert.match(await sh(`docker version --format '{{.Server.Version}}'`), /^v?\d+\.\d+/);
  });

  it('copy from it and to it', async () => {
    await sh('echo changed >note && docker cp note web:/data/note && docker exec web cat /data/note | grep changed');
    assert.equal(await sh('docker cp web:/data/one.txt - | tar -t'), 'one.txt');
  });

  it('tell how its image was made', async () => {
    const [head = '', ...steps] = (await sh('docker history "$IMAGE"')).split('\n');
    assert.match(head, /^IMAGE +CREATED +CREATED BY +SIZE +COMMENT/);
    assert.ok(steps.length > 0 && /ADD file/.test(steps[0] ?? ''));
    assert.match(await sh('docker history -q --no-trunc "$IMAGE" | head -1'), /^sha256:[0-9a-f]{64}$/);
  });

  it('clean up at night', async () => {
    await sh('for i in 1 2 3; do docker run -d --name job$i -l job "$IMAGE" true >/dev/null; done');
    await until('all have ended', async () => (await sh('docker ps -aqf status=exited -f label=job | wc -l')) === '3');
    await sh('docker ps -aq -f status=exited -f label=job | xargs -r docker rm');
    assert.equal(await sh('docker ps -aqf label=job'), '');
    assert.equal(await sh("docker ps --format '{{.Names}}'"), 'web');
    assert.equal(await sh('docker images -qf dangling=true | xargs -r docker rmi'), '');
    assert.equal(await sh('docker system df --format "{{.Type}}={{.TotalCount}}" | grep Containers'), 'Containers=1');
  });

  it('find what the kubelet made under its names', async () => {
    await sh(`crix pull ${node.image('busybox')} >/dev/null`);
    const { ids } = await node.pod('shop', { cart: ['sh', '-c', 'echo in; exec sleep 1000'] });
    const [name = ''] = (await sh("docker ps --format '{{.Names}}' --filter name=k8s_cart")).split('\n');
    assert.match(name, /^k8s_cart_shop_default_/);
    for (const word of [name, 'cart', 'shop/cart', 'default/shop/cart', (ids[0] ?? '').slice(0, 7)]) {
      assert.equal(await sh(`docker inspect -f '{{.Id}}' ${word}`), ids[0], word);
      assert.equal(await sh(`docker exec ${word} echo there`), 'there', word);
    }
    await until('it has spoken', async () => (await sh(`docker logs ${name}`)) === 'in');
  });

  it('a name that several have is refused, and the one that ps shows wins', async () => {
    await sh('docker run -d --name cart "$IMAGE" sleep 1000');
    assert.equal(await sh("docker inspect -f '{{.Name}}' cart"), '/cart');
    await sh('docker rm -f cart');
    await node.pod('other', { cart: ['sleep', '1000'] });
    assert.match(await sh('docker stop cart 2>&1 || true'), /ambiguous/);
  });

  it('follow events', async () => {
    const script = `docker events --since 0 --until 0s --filter container=web --format '{{.Action}}'`;
    assert.equal(await sh(script), 'create\nstart');
  });

  it('what --explain prints shows the same when it is typed', async () => {
    for (const words of [
      'ps -aq --no-trunc --filter label=tier=front',
      'ps -q --no-trunc --filter name=web',
      'images -q --no-trunc',
      'logs --tail 1 web',
    ]) {
      const explained = await sh(`docker --explain ${words}`);
      assert.equal(sorted(await sh(explained)), sorted(await sh(`docker ${words}`)), explained);
    }
  });

  it('what --explain prints of run makes the same container', async () => {
    const words = `run -d --name NAME -e A=1 -l app=x -w /data -v /tmp:/hosttmp:ro -m 64m "$IMAGE" sleep 1000`;
    await sh(`docker ${words.replace('NAME', 'typed')}`);
    await sh(await sh(`docker --explain ${words.replace('NAME', 'explained')}`));
    const facts = (name: string): Promise<string> =>
      sh(
        `docker inspect -f '{{.Config.Env}} {{.Config.Labels.app}} {{.Config.WorkingDir}} {{.Path}} {{.Args}} {{.HostConfig.Memory}} {{range .Mounts}}{{.Source}}:{{.Destination}} {{.RW}}{{end}} {{.State.Status}}' ${name}`,
      );
    assert.equal(await facts('explained'), await facts('typed'));
    await sh(await sh('docker --explain stop -t 0 typed explained'));
    assert.equal(await sh("docker ps --format '{{.Names}}' --filter name=typed --filter name=explained"), '');
    await sh('docker rm typed explained');
    assert.equal(await sh("docker ps -a --format '{{.Names}}' --filter name=typed --filter name=explained"), '');
  });

  it('what --explain prints of changes has the same effect', async () => {
    await sh('for name in one two; do docker run -d --name $name "$IMAGE" sleep 1000 >/dev/null; done');
    await sh('echo text >copied');
    await sh(await sh('docker --explain cp copied one:/data/copied'));
    assert.equal(await sh('docker exec one cat /data/copied'), 'text');
    await sh(await sh('docker --explain kill -s KILL one two'));
    assert.equal(await sh(await sh('docker --explain wait one two')), '137\n137');
    await sh(await sh('docker --explain container prune -f'));
    assert.equal(await sh("docker ps -a --format '{{.Names}}' --filter name=^one --filter name=^two"), '');
    assert.equal(await sh('crix pods -q --name "^(one|two)$"'), '');
  });

  it('links are made and taken away', async () => {
    const script = 'mkdir links; crix alias install docker --dir links >/dev/null 2>&1; links/docker ps -q | wc -l';
    assert.notEqual(await sh(script), '0');
    assert.equal(await sh('crix alias uninstall docker --dir links; ls links; rmdir links'), 'links/docker: removed');
    assert.match(await sh('crix alias run'), /runp \+ create \+ start/);
  });
});

function sorted(text: string): string {
  return text.split('\n').sort().join('\n');
}
