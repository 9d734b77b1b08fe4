import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandWithoutSecrets, HIDDEN, variableWithoutSecret, withoutSecrets } from '../../../src/model/secrets.ts';

test('variables whose names promise a secret lose their whole value', () => {
  const secret =
    'DB_PASSWORD PGPASSWORD MYSQL_PWD API_KEY apikey AWS_SECRET_ACCESS_KEY GITHUB_TOKEN KEY AUTH SSH_KEY_FILE';
  for (const name of secret.split(' ')) assert.equal(variableWithoutSecret(`${name}=a b=c`), `${name}=${HIDDEN}`, name);
  const open = 'PATH=/bin:/usr/bin MODE=prod MONKEY=banana KEYBOARD=de EMPTY= NOVALUE'.split(' ');
  for (const variable of open) assert.equal(variableWithoutSecret(variable), variable);
});

test('values that look like secrets are hidden under any name', () => {
  const cases: readonly [string, string][] = [
    ['URL=postgres://app:hunter2@db/x', `URL=postgres://app:${HIDDEN}@db/x`],
    ['CONFIG={"password": "hunter2", "port": 5}', `CONFIG={"password": "${HIDDEN}", "port": 5}`],
    ['JWT_IS=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig', `JWT_IS=${HIDDEN}`],
    ['PEM=-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', `PEM=${HIDDEN}`],
  ];
  for (const [variable, shown] of cases) assert.equal(variableWithoutSecret(variable), shown);
});

test('log lines keep what is no secret', () => {
  assert.equal(withoutSecrets('login user=bob password=hunter2 ok'), `login user=bob password=${HIDDEN} ok`);
  assert.equal(withoutSecrets('Authorization: Bearer abcdefghijkl'), `Authorization: ${HIDDEN} ${HIDDEN}`);
  assert.equal(withoutSecrets('GET http://host/path?page=2'), 'GET http://host/path?page=2');
  assert.equal(withoutSecrets('key: not a secret key at all').includes('at all'), true);
});

test('of a command line the word behind a secret flag is hidden, too', () => {
  const words = ['app', '--token', 'abc', '--password=x', '--verbose', 'run', '-c', 'TOKEN=1 serve'];
  assert.deepEqual(commandWithoutSecrets(words), [
    'app',
    '--token',
    HIDDEN,
    `--password=${HIDDEN}`,
    '--verbose',
    'run',
    '-c',
    `TOKEN=${HIDDEN} serve`,
  ]);
});
