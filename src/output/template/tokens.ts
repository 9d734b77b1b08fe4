import type { Token } from './lexer.ts';
import { templateError } from './literals.ts';

/** The tokens of one action, read from left to right. */
export class Tokens {
  readonly line: number;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[], line: number) {
    this.#tokens = tokens;
    this.line = line;
  }

  peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  rest(): readonly Token[] {
    return this.#tokens.slice(this.#at);
  }

  skipSpace(): boolean {
    const spaced = this.peek()?.kind === 'space';
    if (spaced) this.#at++;
    return spaced;
  }

  peekWord(): string | undefined {
    this.skipSpace();
    const token = this.peek();
    return token?.kind === 'word' ? token.text : undefined;
  }

  atEnd(): boolean {
    this.skipSpace();
    return this.#at >= this.#tokens.length;
  }

  expectEnd(where: string): void {
    if (!this.atEnd()) throw templateError(this.line, `unexpected ${JSON.stringify(this.peek()?.text)} in ${where}`);
  }

  takeSymbol(symbol: string): boolean {
    this.skipSpace();
    const token = this.peek();
    const found = token?.kind === 'symbol' && token.text === symbol;
    if (found) this.#at++;
    return found;
  }

  /** Fields written right behind the last token: `.a.b`. */
  path(): string[] {
    const path: string[] = [];
    while (this.peek()?.kind === 'field') path.push(this.next()?.text ?? '');
    return path;
  }

  name(keyword: string): string {
    this.skipSpace();
    const token = this.next();
    if (token?.kind !== 'string') throw templateError(this.line, `{{${keyword}}} needs a name in quotes`);
    return token.text;
  }

  /** `$x :=`, `$x =`, `$k, $v :=`; nothing is taken when no assignment follows. */
  targets(): { targets: string[]; declares: boolean } {
    const start = this.#at;
    const targets: string[] = [];
    do {
      this.skipSpace();
      const token = this.next();
      if (token?.kind !== 'variable') break;
      targets.push(token.text);
      if (this.takeSymbol(':=')) return { targets, declares: true };
      if (this.takeSymbol('=')) return { targets, declares: false };
    } while (targets.length < 2 && this.takeSymbol(','));
    this.#at = start;
    return { targets: [], declares: false };
  }
}
