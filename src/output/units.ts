import { formatGeneral } from './numbers.ts';

const DECIMAL = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];

/** Powers of 1000 with so many significant digits: 3 for image sizes, 4 for statistics. `999999` is `1e+03kB`, as in crictl. */
export function formatBytes(bytes: number | bigint, digits: number): string {
  return scaled(bytes, digits, 1000, DECIMAL);
}

/** Powers of 1024 with four significant digits, as docker stats prints memory. */
export function formatBinaryBytes(bytes: number | bigint): string {
  return scaled(bytes, 4, 1024, BINARY);
}

function scaled(bytes: number | bigint, digits: number, base: number, units: readonly string[]): string {
  let size = Number(bytes);
  let unit = 0;
  while (size >= base && unit < units.length - 1) {
    size /= base;
    unit++;
  }
  return formatGeneral(size, digits) + units[unit];
}
