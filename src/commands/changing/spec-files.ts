import type { Context } from '../../cli/define.ts';
import { usageError } from '../../errors.ts';
import type { Spec, SpecInput } from '../../ops/spec.ts';

/** How this context reads a pod or container file. */
export function specInput({ persona, io }: Context, path: string): SpecInput {
  return { path, dialect: persona === 'crictl' ? 'crictl' : 'crix', readStdin: () => io.readStdin() };
}

/** The configuration itself; what was left out of it is warned about. */
export async function warned<T>(context: Context, reading: Promise<Spec<T>>): Promise<Spec<T>['config']> {
  const { config, warnings } = await reading;
  for (const warning of warnings) await context.warn(warning);
  return config;
}

/** Standard input can be read once. @throws CrixError of kind usage */
export function checkStdinOnce(...paths: readonly string[]): void {
  if (paths.filter((path) => path === '-').length > 1) {
    throw usageError('only one of the files can be read from standard input');
  }
}

export function asksForSchema(positionals: readonly string[]): boolean {
  return positionals.length === 1 && (positionals[0] === 'jsonschema' || positionals[0] === 'js');
}

export async function printSchema(context: Context, message: 'PodSandboxConfig' | 'ContainerConfig'): Promise<void> {
  const { jsonSchemaOf } = await import('../../ops/spec/json-schema.ts');
  await context.io.stdout.write(`${JSON.stringify(jsonSchemaOf(message), null, 2)}\n`);
}
