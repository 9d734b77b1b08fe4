#!/usr/bin/env -S node --
// Without the dashes Node takes every --env-file for its own, that of `docker run` too.
// CommonJS (see package.json beside this file): an ES module entry costs two milliseconds at every start.
const { readFileSync } = require('node:fs');
const { Script } = require('node:vm');

const dist = `${__dirname}/../dist/`;
const loaded = { __proto__: null };

/**
 * A file of dist/, in place of Node's require: that one takes several times as long, and cannot use the compiled code that
 * the build left beside each file for the Node it was made with. Under any other Node the sources do as well.
 */
function load(name) {
  const known = loaded[name];
  if (known !== undefined) return known.exports;
  const file = { exports: {} };
  loaded[name] = file;
  const filename = dist + name;
  const source = readFileSync(filename, 'latin1');
  const body = new Script(source, { filename, cachedData: compiledCode(filename) }).runInThisContext();
  body(file.exports, (id) => (id.startsWith('./') ? load(id.slice(2)) : require(id)), file, filename, dist);
  return file.exports;
}

function compiledCode(filename) {
  try {
    return readFileSync(`${filename}.v8-${process.versions.v8}-${process.arch}`);
  } catch {
    return undefined;
  }
}

load('main.cjs')
  .main()
  .then((status) => process.exit(status));
