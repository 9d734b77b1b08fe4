import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withFlag, withoutListed } from '../../../src/doctor/toml-edit.ts';

const isCri = (name: string): boolean => name === 'cri';

describe('withoutListed', () => {
  it('takes a name out of a list, whatever else is in the file', () => {
    assert.equal(
      withoutListed('version = 2\ndisabled_plugins = ["cri"]\n[grpc]\n', 'disabled_plugins', isCri),
      'version = 2\ndisabled_plugins = []\n[grpc]\n',
    );
    assert.equal(
      withoutListed('disabled_plugins = [\n  "a", # why\n  "cri",\n]\n', 'disabled_plugins', isCri),
      'disabled_plugins = ["a"]\n',
    );
  });

  it('leaves alone what it cannot edit safely', () => {
    for (const text of [
      'disabled_plugins = ["a"]\n',
      'disabled_plugins = \n',
      '[debug]\n',
      'x = """\ndisabled_plugins = ["cri"]\n"""\n',
    ]) {
      assert.equal(withoutListed(text, 'disabled_plugins', isCri), undefined, text);
    }
  });
});

describe('withFlag', () => {
  it('turns every assignment of a key', () => {
    assert.equal(
      withFlag('[a]\n  SystemdCgroup = false # now\n[b]\nSystemdCgroup=false\n', 'SystemdCgroup', true),
      '[a]\n  SystemdCgroup = true # now\n[b]\nSystemdCgroup=true\n',
    );
  });

  it('says when there is nothing to turn', () => {
    assert.equal(withFlag('[a]\n', 'SystemdCgroup', true), undefined);
    assert.equal(withFlag('SystemdCgroup = true\n', 'SystemdCgroup', true), undefined);
  });
});
