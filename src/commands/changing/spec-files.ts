import type { Context } from '../../cli/define.ts';
import { usageError } from '../../errors.ts';
import type { Spec, SpecInput } from '../../ops/spec.ts';

/** How this context reads a pod or container file. */
export function specInput({ persona, io }: Context, path: string): SpecInput {
  return { path, dialect: persona === 'crictl' ? 'crictl' : 'crix', readStdin: () => io.readStdin() };
}

/** Reads a file; what was left out of it is warned about. */
export async function warned<S extends Spec<unknown>>(context: Context, reading: Promise<S>): Promise<S> {
  const spec = await reading;
  for (const warning of spec.warnings) await context.warn(warning);
  return spec;
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
