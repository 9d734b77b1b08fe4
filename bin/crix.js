#!/usr/bin/env node
// CommonJS (see package.json beside this file): an ES module entry costs two milliseconds at every start.
require('../dist/main.cjs')
  .main()
  .then((status) => process.exit(status));
