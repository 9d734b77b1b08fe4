import { type Args, type Context, defineCommand } from '../cli/define.ts';
import { readConfig } from '../config/file.ts';
import { applyFix, diffLines } from '../doctor/apply-fix.ts';
import { Facts } from '../doctor/facts.ts';
import type { Finding, Level } from '../doctor/finding.ts';
import { type CheckReport, examine, worstLevel } from '../doctor/report.ts';
import { programOutput } from '../doctor/run-program.ts';
import { findSparedImages } from '../ops/images/spared.ts';
import { LIST_JSON } from '../output/json.ts';
import { documentPrinter, type Format, parseFormat } from '../output/print.ts';
import { doctorDocument, doctorLines, doctorSummary } from '../views/doctor.ts';
import { confirm } from './changing/confirm.ts';

const statuses: Readonly<Record<Level, number>> = { ok: 0, skipped: 0, warn: 1, fail: 2 };

const doctorFlags = {
  output: { type: 'string', short: 'o', default: 'table', metavar: 'FORMAT', help: 'table, json or yaml' },
  quiet: { type: 'boolean', short: 'q', help: 'Show problems only' },
  fix: { type: 'boolean', help: 'Offer to write the files that cure a finding, each shown first and kept as a copy' },
  yes: { type: 'boolean', short: 'y', help: 'Write them without asking' },
  root: { type: 'string', metavar: 'DIR', help: "Look at another machine's disk, mounted at DIR" },
  'containerd-config': {
    type: 'string',
    metavar: 'FILE',
    help: "containerd's config.toml, when the running daemon does not tell",
  },
} as const;

type DoctorArgs = Args<typeof doctorFlags>;

export const command = defineCommand({
  name: 'doctor',
  summary: 'Find out what is wrong with this node and what to do about it',
  description:
    'Looks at the endpoint, the runtime and its configuration, the network, the disk, workloads and kubelet. Changes nothing\nunless --fix is given. The status is 0 when all is well, 1 after warnings and 2 after failures.\n\nCHECK is a group (endpoint, runtime, network, disk, workloads, kubelet) or one check as the report names it, such as\nnetwork.cni.',
  usage: '[flags] [CHECK...]',
  flags: doctorFlags,
  examples: [
    { line: 'crix doctor', does: 'Look at everything' },
    {
      line: 'crix doctor -q network disk.image-fs',
      does: 'Run one group of checks and one single check, and show problems only',
    },
    { line: 'crix doctor -o json', does: 'Print findings with stable ids for a script' },
  ],
  async run(context, args) {
    const format = parseFormat<Format>(args.flags.output, ['table', 'json', 'yaml']);
    const facts = await factsFor(context, args);
    const reports = format === 'table' ? await showTable(context, facts, args) : await collect(facts, args);
    if (format !== 'table') {
      const print = await documentPrinter({ format, json: LIST_JSON });
      for (const piece of print(doctorDocument(reports))) await context.io.stdout.write(piece);
    }
    const cured = args.flags.fix ? await offerFixes(context, reports, args.flags.yes) : undefined;
    return statuses[worstLevel(reports, cured)];
  },
});

async function factsFor(context: Context, { flags }: DoctorArgs): Promise<Facts> {
  const { env } = context;
  return new Facts({
    ...(await endpointsFor(context, flags.root ?? '')),
    root: flags.root ?? '',
    containerdConfig: flags['containerd-config'],
    searchPath: (env['PATH'] ?? '').split(':').filter((folder) => folder !== ''),
    now: context.now(),
    cri: () => context.cri(),
    containerd: () => context.containerd(),
    output: programOutput,
    sparedImages: findSparedImages,
  });
}

/** The crictl.yaml of this machine says nothing about another one, which has its own. */
async function endpointsFor({ settings }: Context, root: string) {
  const { runtimeEndpoint: endpoint, imageEndpoint, configPath, runtimeEndpointFromFile } = settings;
  const isTyped = endpoint !== undefined && !runtimeEndpointFromFile;
  if (root === '' || isTyped) {
    const endpointFrom = isTyped ? 'command line or environment' : endpoint === undefined ? 'nothing' : 'file';
    return { endpoint, imageEndpoint, configPath, endpointFrom } as const;
  }
  const path = `${root}/etc/crictl.yaml`;
  const values = await readConfig(path);
  const theirs = values?.['runtime-endpoint'] || undefined;
  const endpointFrom = theirs === undefined ? 'nothing' : 'file';
  return {
    endpoint: theirs,
    imageEndpoint: values?.['image-endpoint'] || undefined,
    configPath: path,
    endpointFrom,
  } as const;
}

async function showTable(context: Context, facts: Facts, { flags, positionals }: DoctorArgs): Promise<CheckReport[]> {
  const { io, env } = context;
  const toText = doctorLines({ isColored: io.stdout.isTerminal && !env['NO_COLOR'], onlyProblems: flags.quiet });
  const reports: CheckReport[] = [];
  for await (const report of examine(facts, positionals)) {
    reports.push(report);
    await io.stdout.write(toText(report));
  }
  if (!flags.quiet) await io.stdout.write(doctorSummary(reports));
  return reports;
}

async function collect(facts: Facts, { positionals }: DoctorArgs): Promise<CheckReport[]> {
  const reports: CheckReport[] = [];
  for await (const report of examine(facts, positionals)) reports.push(report);
  return reports;
}

/** Returns the findings whose files were written. */
async function offerFixes(context: Context, reports: readonly CheckReport[], isAgreed: boolean): Promise<Set<Finding>> {
  const fixable = reports.flatMap(({ findings }) => findings.filter(({ fix }) => fix !== undefined));
  if (fixable.length === 0) await context.warn('there is nothing that --fix can write');
  const cured = new Set<Finding>();
  for (const finding of fixable) if (await offerFix(context, finding, isAgreed)) cured.add(finding);
  return cured;
}

async function offerFix(context: Context, { id, fix }: Finding, isAgreed: boolean): Promise<boolean> {
  if (fix === undefined) return false;
  await context.io.stderr.write(`\n${id}: ${fix.file}\n${diffLines(fix).join('\n')}\n`);
  if (!isAgreed && !(await confirm(context, `write ${fix.file}`))) return false;
  const backup = applyFix(fix, context.now());
  await context.io.stderr.write(`wrote ${fix.file}${backup === undefined ? '' : `, the old one is ${backup}`}\n`);
  return true;
}
