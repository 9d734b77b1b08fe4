import { buildImage, type Image, type ImageConfig, type Layer, layer } from './image.ts';
import { busyboxRootfs, noiseRootfs } from './rootfs.ts';

const mib = 1024 * 1024;

/** Image references without the registry. Everything a test or the demo pulls is one of these. */
export const refs = {
  pause: 'pause:3.6',
  busybox: 'lab/busybox:latest',
  busyboxOld: 'lab/busybox:1.35',
  web: 'lab/web:v1',
  /** Three layers that do not compress: 6, 3 and 1 MiB. */
  big: 'lab/big:latest',
  /** Nothing in it refers to this one, so a test may pull and remove it. */
  spare: 'lab/spare:latest',
} as const;

/** The images of test/docker stand under this prefix. */
export const dockerPrefix = 'dk';

/** Reference (without registry) to image, ready to be pushed. */
export function labImages(busybox: Uint8Array, now: Date): ReadonlyMap<string, Image> {
  const root = layer(busyboxRootfs(busybox), '/bin/sh -c #(nop) ADD file:root.tar in / ');
  // Later images are younger by a second each: filters and lists that sort by age see an order.
  let age = 3600;
  const make = (config: ImageConfig, layers: Layer[] = [root]): Image => {
    const created = new Date(now.getTime() - age-- * 1000);
    return buildImage({ layers, created, config: { Env: ['PATH=/bin', 'LAB=1'], WorkingDir: '/', ...config } });
  };
  const noise = [6, 3, 1].map((size) => layer(noiseRootfs(`noise-${size}`, size * mib, size), `COPY noise-${size} /`));
  const busyboxImage = make({ Cmd: ['sh'], Labels: { lab: '1' } });
  return new Map<string, Image>([
    [refs.pause, make({ Cmd: ['sleep', '100000000'], Labels: { lab: '1' } })],
    [refs.busybox, busyboxImage],
    [refs.busyboxOld, busyboxImage],
    [refs.web, make({ Cmd: ['httpd', '-f', '-p', '8080'], Labels: { lab: '1' } })],
    [refs.big, make({ Cmd: ['sh'], Labels: { lab: '1', big: 'yes' } }, [root, ...noise])],
    [refs.spare, make({ Cmd: ['sh'], Labels: { lab: '1', spare: 'yes' } })],
    ...dockerImages(make),
  ]);
}

function dockerImages(make: (config: ImageConfig) => Image): [string, Image][] {
  // An image made by `docker build` from scratch has no folder of its own.
  const build = (config: ImageConfig): Image =>
    make({ WorkingDir: '', ...config, Labels: { lab: '1', ...config.Labels } });
  const removable = (): Image => build({ Labels: { rm: '1' } });
  const images: [string, Image][] = [
    ['busy:1', build({ Cmd: ['sh'] })],
    ['busy:2', build({ Cmd: ['sh'], Labels: { second: 'yes' } })],
    [
      'ent:1',
      build({
        User: 'app',
        WorkingDir: '/home',
        StopSignal: 'SIGINT',
        Entrypoint: ['/bin/echo', 'ent'],
        Cmd: ['cmd'],
        Labels: { kind: 'ent', team: 'a b' },
      }),
    ],
    [
      'web:1',
      build({
        WorkingDir: '/www',
        ExposedPorts: { '8080/tcp': {}, '9090/udp': {} },
        Entrypoint: ['/bin/httpd', '-f'],
        Cmd: ['-p', '8080'],
      }),
    ],
  ];
  const rm = removable();
  images.push(['rm:a', rm], ['rm:b', rm], ['rm2:c', rm], ['one:latest', build({ Labels: { one: '1' } })]);
  return images.map(([ref, image]) => [`${dockerPrefix}/${ref}`, image]);
}
