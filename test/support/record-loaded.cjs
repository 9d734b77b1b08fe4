// node --require this: tells on descriptor 3, at the end, which files of dist/ and which of Node's modules were loaded.
const fs = require('node:fs');

const { readFileSync } = fs;
const files = [];
// bin/crix.js takes the function when it starts, which is after this.
fs.readFileSync = (path, ...rest) => {
  const [, name] = /\/dist\/([^/]+\.cjs)$/.exec(String(path)) ?? [];
  if (name !== undefined) files.push(name);
  return readFileSync(path, ...rest);
};
process.on('exit', () => {
  const builtins = process.moduleLoadList
    .map((entry) => /^NativeModule ((?!internal\/).*)$/.exec(entry)?.[1])
    .filter((name) => name !== undefined);
  fs.writeSync(3, JSON.stringify({ files, builtins }));
});
