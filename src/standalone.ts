import { main } from './main.ts';

// An error that nobody catches would keep a compiled binary for another second; ending explicitly does not.
main().then(
  (status) => process.exit(status),
  () => process.exit(1),
);
