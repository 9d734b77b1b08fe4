import { evaluateTemplate } from './evaluate.ts';
import { type Dialect, templateFunctions } from './functions.ts';
import { parseTemplate } from './parser.ts';
import type { Value } from './values.ts';

export interface TemplateOptions {
  /**
   * `crictl`: a key that is not there is an error, `json` sorts keys and ends with a newline. `docker`: a key that a map
   * lacks prints `<no value>`, a field that an object with a fixed shape lacks is an error.
   */
  readonly dialect: Dialect;
  /** `\t` and `\n` typed as two characters mean a tab and a newline, as in docker's lists. */
  readonly escapes?: boolean;
}

export interface Template {
  /**
   * Functions in the data are methods: they are called with the arguments that follow them.
   *
   * @throws CrixError of kind failure
   */
  execute(data: Value): string;
}

/** Reads a Go template. @throws CrixError of kind usage for bad syntax and unknown functions */
export function compileTemplate(text: string, options: TemplateOptions): Template {
  const functions = templateFunctions(options.dialect);
  const source = options.escapes === true ? text.replaceAll('\\t', '\t').replaceAll('\\n', '\n') : text;
  const program = parseTemplate(source, new Set(Object.keys(functions)));
  const evaluation = { program, functions, strictKeys: options.dialect === 'crictl' };
  return { execute: (data) => evaluateTemplate(evaluation, data) };
}
