import type { Expression, Node, Pipe, Program, Stage } from './ast.ts';
import { type Piece, splitTemplate, type Token } from './lexer.ts';
import { readNumber, templateError } from './literals.ts';
import { Tokens } from './tokens.ts';

const KEYWORDS = new Set(['if', 'else', 'end', 'range', 'with', 'define', 'block', 'template', 'break', 'continue']);

/** @throws CrixError of kind usage for bad syntax, unknown functions and unknown variables */
export function parseTemplate(source: string, functions: ReadonlySet<string>): Program {
  const parser = new Parser(splitTemplate(source), functions);
  const body = parser.top();
  return { body, named: parser.named };
}

/** The word that closed a list of nodes; an `else` keeps the tokens after it. */
interface Closing {
  word: 'end' | 'else' | undefined;
  rest: readonly Token[];
  line: number;
}

class Parser {
  readonly named = new Map<string, readonly Node[]>();
  readonly #pieces: readonly Piece[];
  readonly #functions: ReadonlySet<string>;
  #at = 0;
  #variables: string[] = ['$'];
  #loops = 0;

  constructor(pieces: readonly Piece[], functions: ReadonlySet<string>) {
    this.#pieces = pieces;
    this.#functions = functions;
  }

  top(): Node[] {
    const [nodes, closing] = this.#list();
    if (closing.word !== undefined) throw templateError(closing.line, `unexpected {{${closing.word}}}`);
    return nodes;
  }

  /** Nodes up to an `end`, an `else`, or the end of the text. */
  #list(): [Node[], Closing] {
    const nodes: Node[] = [];
    while (this.#at < this.#pieces.length) {
      const piece = this.#pieces[this.#at++] as Piece;
      if (piece.kind === 'text') {
        nodes.push(piece);
        continue;
      }
      const tokens = new Tokens(piece.tokens, piece.line);
      const word = tokens.peekWord();
      if (word === 'end' || word === 'else') {
        tokens.next();
        if (word === 'end') tokens.expectEnd('{{end}}');
        return [nodes, { word, rest: tokens.rest(), line: piece.line }];
      }
      const node = this.#action(tokens, word);
      if (node !== undefined) nodes.push(node);
    }
    return [nodes, { word: undefined, rest: [], line: 0 }];
  }

  #action(tokens: Tokens, word: string | undefined): Node | undefined {
    if (word === undefined || !KEYWORDS.has(word)) {
      return { kind: 'action', pipe: this.#wholePipe(tokens, 'an action') };
    }
    tokens.next();
    switch (word) {
      case 'if':
      case 'with':
      case 'range':
        return this.#branch(word, tokens);
      case 'break':
      case 'continue':
        if (this.#loops === 0) throw templateError(tokens.line, `{{${word}}} outside {{range}}`);
        tokens.expectEnd(`{{${word}}}`);
        return { kind: word };
      case 'define':
        this.#define(tokens.name('define'), tokens);
        return undefined;
      case 'block': {
        const name = tokens.name('block');
        const pipe = this.#pipe(tokens, 'block');
        this.#define(name, tokens);
        return { kind: 'template', name, pipe };
      }
      default: {
        const name = tokens.name('template');
        return { kind: 'template', name, pipe: tokens.atEnd() ? undefined : this.#wholePipe(tokens, 'template') };
      }
    }
  }

  #branch(kind: 'if' | 'with' | 'range', tokens: Tokens): Node {
    const known = this.#variables.length;
    const pipe = this.#wholePipe(tokens, kind);
    if (kind !== 'range' && pipe.targets.length > 1) throw templateError(tokens.line, `too many variables in ${kind}`);
    this.#loops += kind === 'range' ? 1 : 0;
    const [body, closing] = this.#list();
    this.#loops -= kind === 'range' ? 1 : 0;
    let otherwise: Node[] = [];
    if (closing.word === undefined) throw templateError(tokens.line, `{{${kind}}} has no {{end}}`);
    if (closing.word === 'else') otherwise = this.#otherwise(kind, closing);
    this.#variables.length = known;
    return { kind, pipe, body, otherwise };
  }

  /** After `else`: the rest of the block, or `else if` and `else with`, which share the one `end`. */
  #otherwise(kind: string, closing: Closing): Node[] {
    const tokens = new Tokens(closing.rest, closing.line);
    const word = tokens.peekWord();
    if (word !== undefined && word === kind && word !== 'range') {
      tokens.next();
      return [this.#branch(word as 'if' | 'with', tokens)];
    }
    tokens.expectEnd('{{else}}');
    const [nodes, end] = this.#list();
    if (end.word === 'else') throw templateError(end.line, 'a second {{else}}');
    if (end.word === undefined) throw templateError(closing.line, `{{${kind}}} has no {{end}}`);
    return nodes;
  }

  #define(name: string, tokens: Tokens): void {
    tokens.expectEnd('{{define}}');
    const [outerVariables, outerLoops] = [this.#variables, this.#loops];
    this.#variables = ['$'];
    this.#loops = 0;
    const [nodes, closing] = this.#list();
    if (closing.word !== 'end') throw templateError(tokens.line, `{{define "${name}"}} has no {{end}}`);
    this.#variables = outerVariables;
    this.#loops = outerLoops;
    this.named.set(name, nodes);
  }

  #wholePipe(tokens: Tokens, where: string): Pipe {
    const pipe = this.#pipe(tokens, where);
    tokens.expectEnd(where);
    return pipe;
  }

  #pipe(tokens: Tokens, where: string): Pipe {
    const { targets, declares } = tokens.targets();
    const stages: Stage[] = [this.#stage(tokens, where)];
    while (tokens.takeSymbol('|')) stages.push(this.#stage(tokens, where));
    for (const [first] of stages.slice(1)) {
      if (first.kind === 'literal' || first.kind === 'nil' || first.kind === 'dot') {
        throw templateError(tokens.line, 'a value cannot follow | : a function is needed there');
      }
    }
    for (const name of targets) {
      if (declares) this.#variables.push(name);
      else this.#requireVariable(name, tokens.line);
    }
    return { targets, declares, stages: stages as [Stage, ...Stage[]] };
  }

  #stage(tokens: Tokens, where: string): Stage {
    const words: Expression[] = [];
    for (;;) {
      const spaced = tokens.skipSpace();
      const word = this.#operand(tokens);
      if (word === undefined) break;
      if (words.length > 0 && !spaced) throw templateError(tokens.line, 'a space is missing between two values');
      words.push(word);
    }
    const first = words[0];
    if (first === undefined) throw templateError(tokens.line, `a value is missing in ${where}`);
    if (words.length > 1 && (first.kind === 'literal' || first.kind === 'nil' || first.kind === 'dot')) {
      throw templateError(tokens.line, 'a plain value takes no arguments: a function is needed before it');
    }
    return [first, ...words.slice(1)];
  }

  #operand(tokens: Tokens): Expression | undefined {
    const first = tokens.peek();
    if (first === undefined) return undefined;
    if (first.kind === 'symbol' && first.text !== '(') return undefined;
    tokens.next();
    if (first.kind === 'symbol') {
      const pipe = this.#pipe(tokens, 'parentheses');
      if (!tokens.takeSymbol(')')) throw templateError(tokens.line, 'a closing parenthesis is missing');
      return withPath({ kind: 'pipe', pipe }, tokens.path());
    }
    if (first.kind === 'field') return { kind: 'field', path: [first.text, ...tokens.path()] };
    if (first.kind === 'variable') {
      this.#requireVariable(first.text, tokens.line);
      return { kind: 'variable', name: first.text, path: tokens.path() };
    }
    return withPath(this.#plain(first, tokens.line), tokens.path());
  }

  #plain(token: Token, line: number): Expression {
    switch (token.kind) {
      case 'dot':
        return { kind: 'dot' };
      case 'string':
        return { kind: 'literal', value: token.text };
      case 'char':
        return { kind: 'literal', value: token.text.codePointAt(0) ?? 0 };
      case 'number':
        return { kind: 'literal', value: readNumber(token.text, line) };
      default:
        return this.#word(token.text, line);
    }
  }

  #word(word: string, line: number): Expression {
    if (word === 'nil') return { kind: 'nil' };
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' };
    if (!this.#functions.has(word)) throw templateError(line, `the function "${word}" is not defined`);
    return { kind: 'function', name: word };
  }

  #requireVariable(name: string, line: number): void {
    if (!this.#variables.includes(name)) throw templateError(line, `the variable ${name} is not defined`);
  }
}

function withPath(of: Expression, path: readonly string[]): Expression {
  return path.length === 0 ? of : { kind: 'chain', of, path };
}
