// Writes docs/migrating-from-docker.md from the map of docker's commands. Run by `npm run gen`.
import { writeFileSync } from 'node:fs';
import { rows } from '../map.ts';
import { migratingPage } from './migrating.ts';

writeFileSync(new URL('../../../docs/migrating-from-docker.md', import.meta.url), migratingPage(rows));
