import type { Expression, Node, Pipe, Program, Stage } from './ast.ts';
import { formatValue } from './format.ts';
import type { TemplateFunction } from './functions.ts';
import { integerOf, isFields, isMap, isTrue, sortedKeys, templateFailure, typeName, type Value } from './values.ts';

export interface Evaluation {
  readonly program: Program;
  readonly functions: Readonly<Record<string, TemplateFunction>>;
  /** True: also a map must have the keys that are asked of it. */
  readonly strictKeys: boolean;
}

/** Templates that call themselves end here, as in Go, and not in a stack overflow. */
const MAX_DEPTH = 1000;

/** Loops over a number end here instead of filling the memory. */
const MAX_COUNT = 10_000_000n;

type BranchNode = Extract<Node, { kind: 'if' | 'with' | 'range' }>;
type Leave = 'break' | 'continue' | undefined;

/** @throws CrixError of kind failure */
export function evaluateTemplate(evaluation: Evaluation, data: Value): string {
  const out: string[] = [];
  new Run(evaluation, data, out, 0).nodes(evaluation.program.body, data);
  return out.join('');
}

/** One template being executed: the main one or one called by name. */
class Run {
  readonly #evaluation: Evaluation;
  readonly #out: string[];
  readonly #depth: number;
  readonly #variables: { name: string; value: Value }[];

  constructor(evaluation: Evaluation, data: Value, out: string[], depth: number) {
    this.#evaluation = evaluation;
    this.#out = out;
    this.#depth = depth;
    this.#variables = [{ name: '$', value: data }];
  }

  nodes(nodes: readonly Node[], dot: Value): Leave {
    for (const node of nodes) {
      const leave = this.#node(node, dot);
      if (leave !== undefined) return leave;
    }
    return undefined;
  }

  #node(node: Node, dot: Value): Leave {
    switch (node.kind) {
      case 'text':
        this.#out.push(node.text);
        return undefined;
      case 'action': {
        const value = this.#pipe(node.pipe, dot);
        if (node.pipe.targets.length === 0) this.#out.push(this.#printed(value));
        return undefined;
      }
      case 'template':
        this.#callTemplate(node.name, node.pipe === undefined ? undefined : this.#pipe(node.pipe, dot));
        return undefined;
      case 'break':
      case 'continue':
        return node.kind;
      default:
        return this.#branch(node, dot);
    }
  }

  #branch(node: BranchNode, dot: Value): Leave {
    const known = this.#variables.length;
    try {
      if (node.kind === 'range') return this.#range(node, dot);
      const value = this.#pipe(node.pipe, dot);
      const chosen = isTrue(value) ? node.body : node.otherwise;
      return this.nodes(chosen, node.kind === 'with' && isTrue(value) ? value : dot);
    } finally {
      this.#variables.length = known;
    }
  }

  #range(node: BranchNode, dot: Value): Leave {
    const { targets, declares } = node.pipe;
    const over = this.#evaluate(node.pipe, dot);
    const known = this.#variables.length;
    let turns = 0;
    for (const [key, value] of entries(over)) {
      turns++;
      const values = targets.length === 1 ? [value] : [key, value];
      for (const [at, name] of targets.entries()) this.#set(name, values[at], declares);
      const leave = this.nodes(node.body, value);
      this.#variables.length = known;
      if (leave === 'break') break;
    }
    return turns === 0 ? this.nodes(node.otherwise, dot) : undefined;
  }

  #callTemplate(name: string, data: Value): void {
    const body = this.#evaluation.program.named.get(name);
    if (body === undefined) throw templateFailure(`no template is called ${JSON.stringify(name)}`);
    if (this.#depth >= MAX_DEPTH) throw templateFailure(`${JSON.stringify(name)} calls itself too often`);
    new Run(this.#evaluation, data, this.#out, this.#depth + 1).nodes(body, data);
  }

  /** docker's data are Go's structures, whose empty pointers are printed otherwise than what a map does not have. */
  #printed(value: Value): string {
    const { strictKeys } = this.#evaluation;
    if (value === undefined || (value === null && strictKeys)) return '<no value>';
    return formatValue(value, !strictKeys);
  }

  /** The pipe's value; its variables are set. */
  #pipe(pipe: Pipe, dot: Value): Value {
    const value = this.#evaluate(pipe, dot);
    for (const name of pipe.targets) this.#set(name, value, pipe.declares);
    return value;
  }

  #evaluate(pipe: Pipe, dot: Value): Value {
    const [first, ...others] = pipe.stages;
    let value = this.#stage(first, dot, []);
    for (const stage of others) value = this.#stage(stage, dot, [value]);
    return value;
  }

  #set(name: string, value: Value, declares: boolean): void {
    const known = declares ? undefined : this.#variables.findLast((variable) => variable.name === name);
    if (known === undefined) this.#variables.push({ name, value });
    else known.value = value;
  }

  /** `piped` is the value that came through the pipe, which becomes the last argument. */
  #stage(stage: Stage, dot: Value, piped: readonly Value[]): Value {
    const [first, ...words] = stage;
    const takesArguments = words.length + piped.length > 0;
    if (first.kind === 'function') return this.#callFunction(first.name, words, dot, piped);
    if (!takesArguments) return this.#expression(first, dot);
    const path = 'path' in first ? first.path : [];
    const method = this.#owner(first, dot, path);
    if (typeof method !== 'function') throw templateFailure(`${written(first)} is no function and takes no arguments`);
    return method(...words.map((word) => this.#expression(word, dot)), ...piped);
  }

  /** The value of a field before a method in it is called. */
  #owner(first: Expression, dot: Value, path: readonly string[]): Value {
    if (path.length === 0) return undefined;
    const base = this.#base(first, dot);
    const holder = this.#walk(base, path.slice(0, -1));
    return isFields(holder) ? holder[path.at(-1) ?? ''] : undefined;
  }

  #callFunction(name: string, words: readonly Expression[], dot: Value, piped: readonly Value[]): Value {
    if (name === 'and' || name === 'or') return this.#shortCircuit(name, words, dot, piped);
    const call = this.#evaluation.functions[name];
    if (call === undefined) throw templateFailure(`the function ${JSON.stringify(name)} is not defined`);
    return call(...words.map((word) => this.#expression(word, dot)), ...piped);
  }

  /** `and` and `or` leave the rest alone once the answer is known. */
  #shortCircuit(name: 'and' | 'or', words: readonly Expression[], dot: Value, piped: readonly Value[]): Value {
    if (words.length + piped.length === 0) throw templateFailure(`${name} needs a value`);
    let value: Value;
    for (const word of words) {
      value = this.#expression(word, dot);
      if (isTrue(value) === (name === 'or')) return value;
    }
    return piped.length > 0 ? piped[0] : value;
  }

  #expression(expression: Expression, dot: Value): Value {
    if (expression.kind === 'function') return this.#callFunction(expression.name, [], dot, []);
    const base = this.#base(expression, dot);
    return 'path' in expression ? this.#walk(base, expression.path) : base;
  }

  #base(expression: Expression, dot: Value): Value {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'nil':
        return null;
      case 'variable':
        return this.#variables.findLast((variable) => variable.name === expression.name)?.value;
      case 'chain':
        return this.#expression(expression.of, dot);
      case 'pipe':
        return this.#pipe(expression.pipe, dot);
      default:
        return dot;
    }
  }

  #walk(base: Value, path: readonly string[]): Value {
    let value = base;
    for (const name of path) {
      const next = this.#field(value, name);
      value = typeof next === 'function' ? next() : next;
    }
    return value;
  }

  #field(value: Value, name: string): Value {
    if (value === undefined || value === null) throw templateFailure(`.${name} is asked of nothing (nil)`);
    if (!isFields(value)) throw templateFailure(`.${name} is asked of a ${typeName(value)}, which has no fields`);
    if (Object.hasOwn(value, name)) return value[name];
    if (this.#evaluation.strictKeys || !isMap(value))
      throw templateFailure(`there is no ${JSON.stringify(name)} in the data`);
    return undefined;
  }
}

/** What a range goes over: items with their index, entries by key, or the numbers below a number. */
function* entries(value: Value): Generator<[Value, Value]> {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    yield* value.entries();
    return;
  }
  if (isFields(value)) {
    for (const key of sortedKeys(value)) yield [key, value[key]];
    return;
  }
  const count = integerOf(value);
  if (count === undefined) throw templateFailure(`range cannot go over a ${typeName(value)}`);
  if (count > MAX_COUNT) throw templateFailure(`range over ${count} is too long`);
  for (let at = 0; at < Number(count); at++) yield [at, at];
}

/** An expression the way its author wrote it, for messages. */
function written(expression: Expression): string {
  switch (expression.kind) {
    case 'field':
      return `.${expression.path.join('.')}`;
    case 'variable':
      return [expression.name, ...expression.path].join('.');
    case 'chain':
      return `(…).${expression.path.join('.')}`;
    default:
      return 'a value';
  }
}
