import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CrixError } from '../../../../src/errors.ts';
import { readJson } from '../../../../src/json.ts';
import { compileTemplate, type TemplateOptions } from '../../../../src/output/template/template.ts';

const CRICTL: TemplateOptions = { dialect: 'crictl' };
const DOCKER: TemplateOptions = { dialect: 'docker' };

const STATUS = readJson(`{
  "status": {
    "id": "a684891222b1d06e", "state": "CONTAINER_RUNNING", "exitCode": 137, "createdAt": "1420070410000000000",
    "metadata": {"name": "nginx", "attempt": 0}, "resources": null, "reason": "",
    "labels": {"app": "web", "io.kubernetes.pod.name": "web-0"},
    "mounts": [{"containerPath": "/data", "readonly": true}, {"containerPath": "/etc/hosts", "readonly": false}]
  },
  "info": {"big": 9007199254740993, "huge": 1e400, "half": 1.5, "thousands": 1e5, "args": ["<x>&y"], "none": []}
}`);

/** Template to output; the data is STATUS. */
const PRINTED: readonly (readonly [string, string])[] = [
  ['plain text', 'plain text'],
  ['{{.status.metadata.name}}-{{.status.state}}', 'nginx-CONTAINER_RUNNING'],
  ['{{.status.metadata}}', 'map[attempt:0 name:nginx]'],
  ['{{.status.resources}}', '<no value>'],
  ['{{.info.none}} {{.info.args}}', '[] [<x>&y]'],
  ['{{.info.big}} {{.info.huge}} {{.info.half}} {{.info.thousands}}', '9007199254740993 1e400 1.5 100000'],
  ['{{json .status.metadata}}', '{"attempt":0,"name":"nginx"}\n'],
  ['{{json .info.args}}', '["\\u003cx\\u003e\\u0026y"]\n'],
  ['{{index .status.labels "io.kubernetes.pod.name"}}', 'web-0'],
  ['{{index .status.mounts 1 "containerPath"}}', '/etc/hosts'],
  ['{{(index .status.mounts 0).containerPath}} {{len (index .status.labels "app")}}', '/data 3'],
  ['{{range $k, $v := .status.labels}}{{$k}}={{$v}};{{end}}', 'app=web;io.kubernetes.pod.name=web-0;'],
  [
    '{{range $i, $m := .status.mounts}}{{$i}}:{{$m.containerPath}}{{if $m.readonly}}(ro){{end}} {{end}}',
    '0:/data(ro) 1:/etc/hosts ',
  ],
  ['{{range .info.none}}x{{else}}none{{end}}', 'none'],
  ['{{range .status.mounts}}{{.containerPath}}{{break}}{{end}}', '/data'],
  ['{{range .status.mounts}}{{if .readonly}}{{continue}}{{end}}{{.containerPath}}{{end}}', '/etc/hosts'],
  ['{{range 3}}{{.}}{{end}}', '012'],
  ['{{$x := 0}}{{range $i, $_ := .status.mounts}}{{$x = $i}}{{end}}{{$x}}', '1'],
  ['{{$n := .status.metadata.name}}{{$n}}-{{$n}}', 'nginx-nginx'],
  ['{{with $u := .status.metadata.name}}{{$u}}{{.}}{{end}}', 'nginxnginx'],
  ['{{with .status.resources}}{{.linux}}{{else}}no limits{{end}}', 'no limits'],
  ['{{with .status.reason}}a{{else with .status.id}}{{slice . 0 4}}{{end}}', 'a684'],
  ['{{if eq .status.reason "x"}}1{{else if eq .status.state "CONTAINER_RUNNING"}}2{{else}}3{{end}}', '2'],
  ['{{define "x"}}[{{.}}]{{end}}{{template "x" .status.exitCode}}', '[137]'],
  ['{{block "b" .status.id}}<{{.}}>{{end}}', '<a684891222b1d06e>'],
  ['{{$.status.exitCode}}{{with .status}}{{$.status.exitCode}}{{end}}', '137137'],
  ['a   {{- " b " -}}   c', 'a b c'],
  ['{{/* hi */}}x{{- /* there */ -}} y', 'xy'],
  ['{{.status.metadata.name | upper | printf "<%s>"}}', '<NGINX>'],
  ['{{and 1 0}} {{or "" "x"}} {{not false}} {{and true .status.resources}}', '0 x true <no value>'],
  ['{{or .status.state .nosuch}}', 'CONTAINER_RUNNING'],
  ['{{ne "a" "b"}} {{lt 1 2}} {{ge 2 2}} {{eq "a" "b" "a"}} {{gt (len .status.mounts) 1}}', 'true true true true true'],
  ['{{print 1 2 "a" "b"}} {{println "x"}}', '1 2ab x\n'],
  [
    '{{html "<a>\\"\'"}} {{js "a<b\'"}} {{urlquery "a b&c(é)"}}',
    "&lt;a&gt;&#34;&#39; a\\u003Cb\\' a+b%26c%28%C3%A9%29",
  ],
  ['{{title "hello big WORLD"}} {{title "éa ñb-c d_e f.g"}}', 'Hello Big WORLD Éa Ñb-C D_e F.g'],
  ['{{upper "straße"}} {{lower "ÀÉ"}}', 'STRASSE àé'],
  ['{{join (split "a,b,c" ",") "+"}} {{truncate "héllo" 2}} {{pad "x" 1 2}}|', 'a+b+c hé  x  |'],
  ['{{`raw "x"`}} {{\'a\'}} {{"a\\nb\\u00e9"}} {{0x1f}} {{-5}} {{1_000}} {{010}}', 'raw "x" 97 a\nbé 31 -5 1000 8'],
  ['{{slice "☃man" 3 6}} {{len "☃"}} {{index "abc" 1}}', 'man 3 98'],
  // Numbers of the data are numbers, whatever their size.
  ['{{eq .status.exitCode 137}} {{eq .status.exitCode "137"}} {{gt .info.big 9007199254740992}}', 'true true true'],
  ['{{if .status.metadata.attempt}}again{{else}}first{{end}}', 'first'],
  ['{{printf "%d|%05d|%x" .status.exitCode .status.exitCode .info.big}}', '137|00137|20000000000001'],
  ['{{lt .status.createdAt 1420070410000000001}}', 'true'],
];

test('templates print what Go prints', () => {
  for (const [text, expected] of PRINTED) {
    assert.equal(compileTemplate(text, CRICTL).execute(STATUS), expected, text);
  }
});

test('bad templates are usage errors before anything is executed', () => {
  const bad = [
    '{{.status',
    '{{if}}',
    '{{range .}}',
    '{{end}}',
    '{{bogus .x}}',
    '{{$nope}}',
    '{{.x | 1}}',
    '{{1 2}}',
    '{{break}}',
    '{{"open}}',
    '{{template x}}',
    '{{if .a}}{{else}}{{else}}{{end}}',
    '{{/* open }}',
    '{{(.a}}',
    '{{.a)}}',
    '{{08}}',
    '{{3x}}',
    '{{&}}',
    "{{'ab'}}",
    '{{"\\q"}}',
  ];
  for (const text of bad) {
    assert.throws(
      () => compileTemplate(text, CRICTL),
      (error) => error instanceof CrixError && error.kind === 'usage' && error.message.includes('template'),
      text,
    );
  }
});

test('a failing template says what it missed', () => {
  const failing: readonly (readonly [string, RegExp])[] = [
    ['{{.a.b.c}}', /template: .*"a"/],
    ['{{.status.resources.linux}}', /linux.*nil/],
    ['{{.status.labels.io}}', /"io"/],
    ['{{slice .status.id 0 100}}', /100/],
    ['{{index .status.mounts 9}}', /9/],
    ['{{index .status.mounts "x"}}', /string/],
    ['{{lt "a" 1}}', /string.*int/],
    ['{{range .status.state}}x{{end}}', /range/],
    ['{{len 5}}', /len/],
    ['{{.status.id 5}}', /\.status\.id/],
    ['{{template "none"}}', /"none"/],
    ['{{define "r"}}{{template "r"}}{{end}}{{template "r"}}', /too often/],
  ];
  for (const [text, message] of failing) {
    const template = compileTemplate(text, CRICTL);
    assert.throws(
      () => template.execute(STATUS),
      (error) => error instanceof CrixError && error.kind === 'failure' && message.test(error.message),
      text,
    );
  }
});

test("docker's dialect tells fields from keys, and keeps json on its line", () => {
  const labels: Record<string, string> = Object.assign(Object.create(null), { b: '2', a: '<1>' });
  const row = {
    Names: 'web',
    Labels: labels,
    Label: (key: string) => labels[key] ?? '',
    Entrypoint: null,
    Cmd: ['sh', '-c'],
  };
  const print = (text: string): string => compileTemplate(text, DOCKER).execute(row);
  assert.equal(print('{{.Labels.nope}}'), '<no value>');
  assert.equal(print('[{{index .Labels "nope"}}]'), '[]');
  assert.equal(print('{{.Label "b"}}{{"a" | .Label}}'), '2<1>');
  assert.equal(print('{{json .Labels}} {{json .Entrypoint}} {{.Cmd}}'), '{"a":"<1>","b":"2"} null [sh -c]');
  assert.throws(() => print('{{.Bogus}}'), /Bogus/);
  assert.throws(() => print('{{.names}}'), /names/);
});

test('escapes become tabs and newlines only when asked for', () => {
  const escaped = compileTemplate('{{.a}}\\t{{.a}}\\n', { dialect: 'docker', escapes: true });
  assert.equal(escaped.execute({ a: 1 }), '1\t1\n');
  assert.equal(compileTemplate('{{.a}}\\t', DOCKER).execute({ a: 1 }), '1\\t');
});

test('data cannot reach what JavaScript hangs on every object', () => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    assert.throws(() => compileTemplate(`{{.${name}}}`, DOCKER).execute({}), new RegExp(name));
  }
});
