// Turns strip.wat into strip.ts. Run by `npm run gen`.
import { readFileSync, writeFileSync } from 'node:fs';
import wabt from 'wabt';

const source = new URL('../strip.wat', import.meta.url);
const { parseWat } = await wabt();
const module = parseWat('strip.wat', readFileSync(source, 'utf8'), { simd: true });
const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64');
writeFileSync(
  new URL('./strip.ts', import.meta.url),
  `// Generated from ../strip.wat by \`npm run gen\`. Do not edit.\nexport const stripModule =\n  '${base64}';\n`,
);
