import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { containerDocument } from '../../../../src/docker/shape/container/document.ts';
import type { Examined } from '../../../../src/ops/containers/examine.ts';
import { writeJson } from '../../../../src/output/json.ts';
import { compileTemplate } from '../../../../src/output/template/template.ts';

const memory = {
  autoRemove: false,
  image: 'busybox',
  binds: ['/srv:/data:ro'],
  networkMode: 'default',
  nanoCpus: '500000000',
  entrypointLength: 1,
  user: 'app',
};

/** A container as `docker run` makes it; `facts` replaces parts. */
function examined(facts: object = {}): Examined {
  return {
    status: {
      id: 'c1',
      metadata: { name: 'web', attempt: 3 },
      state: 'CONTAINER_RUNNING',
      createdAt: 1_420_070_400_000_000_000n,
      startedAt: 1_420_070_401_000_000_000n,
      finishedAt: 0n,
      exitCode: 0,
      reason: '',
      message: '',
      labels: { 'crix.dev/managed': 'docker', app: 'x' },
      annotations: {},
      logPath: '/var/log/pods/web/0.log',
      mounts: [
        { hostPath: '/srv', containerPath: '/data', readonly: true, propagation: 'PROPAGATION_PRIVATE' },
        { hostPath: '/run/crix/tmpfs/u/0', containerPath: '/tmp', readonly: false, propagation: 'PROPAGATION_PRIVATE' },
      ],
      resources: { linux: { memoryLimitInBytes: 64n, cpuQuota: 50_000n, cpuPeriod: 100_000n, cpusetCpus: '' } },
    },
    details: {
      pid: 42,
      config: { command: ['sleep'], args: ['5'], envs: [{ key: 'A' }] },
      runtimeSpec: { process: { args: ['sleep', '5'], env: ['PATH=/bin', 'HOSTNAME=node', 'A=1', 'SHLVL=1'] } },
    },
    pod: {
      id: 'p1',
      annotations: { 'crix.dev/docker': JSON.stringify(memory) },
      network: { ip: '10.0.0.7', additionalIps: [] },
      runtimeHandler: '',
    },
    podDetails: {
      cniResult: { Interfaces: { eth0: { IPConfigs: [{ IP: '10.0.0.7', Gateway: '10.0.0.1' }], Mac: 'aa:bb' } } },
    },
    ports: [
      { protocol: 'tcp', containerPort: 80, hostPort: 8080, hostIp: '0.0.0.0' },
      { protocol: 'tcp', containerPort: 80, hostPort: 8080, hostIp: '::' },
      { protocol: 'udp', containerPort: 53, hostPort: 0, hostIp: '' },
    ],
    image: { image: { id: 'sha256:i' }, spec: { config: { Env: ['PATH=/bin'], User: 'root', WorkingDir: '/w' } } },
    size: undefined,
    ...facts,
  } as unknown as Examined;
}

function printed(template: string, one = examined()): string {
  return compileTemplate(template, { dialect: 'docker' }).execute(containerDocument(one));
}

describe('a container as docker inspect shows it', () => {
  it('has the parts that scripts ask for', () => {
    assert.equal(printed('{{.Name}} {{.State.Status}} {{.State.Pid}} {{.RestartCount}}'), '/web running 42 0');
    assert.equal(printed('{{.Path}} {{.Args}} {{.Config.Entrypoint}} {{.Config.Cmd}}'), 'sleep [5] [sleep] [5]');
    assert.equal(printed('{{.Config.User}} {{.Config.WorkingDir}} {{.Config.Image}}'), 'app /w busybox');
    assert.equal(
      printed('{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.Binds}}'),
      '64 500000000 [/srv:/data:ro]',
    );
    assert.equal(printed('{{.State.StartedAt}} {{.State.FinishedAt}}'), '2015-01-01T00:00:01Z 0001-01-01T00:00:00Z');
  });

  it('has the variables that were set and those of the image, not those of the runtime', () => {
    assert.equal(printed('{{.Config.Env}}'), '[A=1 PATH=/bin]');
  });

  it('has labels without the mark, which may be asked for one that is not there', () => {
    assert.equal(
      printed('{{.Config.Labels}} {{.Config.Labels.nope}} [{{index .Config.Labels "nope"}}]'),
      'map[app:x] <no value> []',
    );
  });

  it('has the address and the ports while it runs', () => {
    const template =
      '{{.NetworkSettings.IPAddress}} {{range .NetworkSettings.Networks}}{{.Gateway}} {{.MacAddress}}{{end}}';
    assert.equal(printed(template), '10.0.0.7 10.0.0.1 aa:bb');
    assert.equal(printed('{{(index (index .NetworkSettings.Ports "80/tcp") 0).HostPort}}'), '8080');
    assert.equal(
      printed('{{json .NetworkSettings.Ports}}'),
      '{"53/udp":null,"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8080"},{"HostIp":"::","HostPort":"8080"}]}',
    );
    assert.equal(printed('{{json .HostConfig.PortBindings}}'), '{"80/tcp":[{"HostIp":"","HostPort":"8080"}]}');
    const { status } = examined();
    const ended = examined({ status: { ...status, state: 'CONTAINER_EXITED', exitCode: 137, reason: 'OOMKilled' } });
    assert.equal(printed('[{{.NetworkSettings.IPAddress}}] {{json .NetworkSettings.Ports}}', ended), '[] {}');
    assert.equal(printed('{{.State.Pid}} {{.State.ExitCode}} {{.State.OOMKilled}}', ended), '0 137 true');
  });

  it('shows memory in place of a folder as such', () => {
    assert.equal(printed('{{len .Mounts}} {{json .HostConfig.Tmpfs}}'), '1 {"/tmp":""}');
  });

  it('can be asked for what JSON leaves out', () => {
    assert.equal(
      printed('{{if .State.Health}}healthy{{else}}none{{end}} {{.Config.StopTimeout}} [{{.Config.StopSignal}}]'),
      'none <nil> []',
    );
    const { State, Config } = JSON.parse(writeJson(containerDocument(examined()), { indent: 0 }));
    assert.equal('Health' in State || 'StopTimeout' in Config, false);
  });

  it('knows names of the engine and prints structures as it does', () => {
    assert.equal(printed('{{.ID}} {{.HostConfig.NanoCPUs}} {{.HostConfig.RestartPolicy}}'), 'c1 500000000 {no 0}');
    assert.throws(() => printed('{{.Bogus}}'), { kind: 'failure', message: /Bogus/ });
  });

  it('of the kubelet counts its attempts', () => {
    const { status } = examined();
    const kubelets = examined({ status: { ...status, labels: { 'io.kubernetes.pod.name': 'p' } }, pod: undefined });
    assert.equal(printed('{{.Name}} {{.RestartCount}}', kubelets), '/k8s_web_p___3 3');
  });
});
