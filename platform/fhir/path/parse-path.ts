// Reads a FHIRPath expression into a tree (grammar: http://hl7.org/fhirpath/N1/grammar.html, the parts that views may use).

export type PathNode =
  | { kind: 'literal'; value: string | number | boolean | undefined; at: number }
  | { kind: 'moment'; text: string; type: 'date' | 'dateTime' | 'time'; at: number }
  | { kind: 'variable'; name: string; at: number }
  | { kind: 'this'; at: number }
  | { kind: 'member'; of?: PathNode; name: string; at: number }
  | { kind: 'call'; of?: PathNode; name: string; args: PathNode[]; at: number }
  | { kind: 'index'; of: PathNode; index: PathNode; at: number }
  | { kind: 'sign'; sign: '+' | '-'; operand: PathNode; at: number }
  | { kind: 'type'; operator: 'is' | 'as'; operand: PathNode; type: string; at: number }
  | { kind: 'binary'; operator: string; left: PathNode; right: PathNode; at: number };

/** An expression that can't be read or is not supported; `at` counts characters from 0. */
export class PathError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

interface Token {
  kind: 'name' | 'quoted' | 'string' | 'number' | 'moment' | 'variable' | 'sign' | 'end';
  text: string;
  at: number;
}

const patterns: [Token['kind'] | 'skip', RegExp][] = [
  ['skip', /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y],
  [
    'moment',
    /@(?:T\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?|\d{4}(?:-\d\d(?:-\d\d)?)?(?:T(?:\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)/y,
  ],
  ['number', /\d+(?:\.\d+)?/y],
  ['string', /'(?:\\.|[^'\\])*'/y],
  ['quoted', /`(?:\\.|[^`\\])*`/y],
  ['variable', /%(?:[A-Za-z_][\w-]*|`(?:\\.|[^`\\])*`|'(?:\\.|[^'\\])*')/y],
  ['name', /\$?[A-Za-z_]\w*/y],
  ['sign', /<=|>=|!=|!~|[-+*/&|=~<>.,()[\]{}]/y],
];

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const before = at;
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (!found) continue;
      if (kind !== 'skip') tokens.push({ kind, text: found[0], at });
      at += found[0].length;
      break;
    }
    if (at === before) throw new PathError(`Character ${text[at]!} is not expected`, at);
  }
  tokens.push({ kind: 'end', text: '', at });
  return tokens;
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', f: '\f' };
/** The text between the quotes. */
const unquoted = (text: string): string =>
  text
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code: string | undefined, character: string) =>
      code === undefined ? (escapes[character] ?? character) : String.fromCodePoint(Number.parseInt(code, 16)),
    );

/** Weakest first. */
const levels: readonly (readonly string[])[] = [
  ['implies'],
  ['or', 'xor'],
  ['and'],
  ['in', 'contains'],
  ['=', '~', '!=', '!~'],
  ['<=', '<', '>', '>='],
  ['|'],
  ['is', 'as'],
  ['+', '-', '&'],
  ['*', '/', 'div', 'mod'],
];
const typeLevel = levels.findIndex((level) => level.includes('is'));
const mostDepth = 200;

class Reader {
  readonly tokens: Token[];
  place = 0;
  depth = 0;
  constructor(text: string) {
    this.tokens = tokensOf(text);
  }
  get token(): Token {
    return this.tokens[this.place]!;
  }
  take(): Token {
    return this.tokens[this.place++]!;
  }
  is(text: string): boolean {
    return this.token.text === text && (this.token.kind === 'sign' || this.token.kind === 'name');
  }
  expect(text: string): Token {
    if (!this.is(text)) this.fail(`${text} is expected`);
    return this.take();
  }
  fail(message: string): never {
    const { kind, text, at } = this.token;
    throw new PathError(kind === 'end' ? `${message}, but the expression ends` : `${message} instead of ${text}`, at);
  }

  expression(level = 0): PathNode {
    if (level === levels.length) return this.polarity();
    if (level === 0 && ++this.depth > mostDepth)
      throw new PathError('The expression is nested too deeply', this.token.at);
    let left = this.expression(level + 1);
    for (;;) {
      const operator = levels[level]!.find((one) => this.is(one));
      if (operator === undefined) break;
      const { at } = this.take();
      left =
        level === typeLevel
          ? { kind: 'type', operator: operator as 'is', operand: left, type: this.typeName(), at }
          : { kind: 'binary', operator, left, right: this.expression(level + 1), at };
    }
    if (level === 0) this.depth--;
    return left;
  }

  /** `Quantity`, `FHIR.Quantity`, `System.String`. */
  typeName(): string {
    const part = () => {
      if (this.token.kind !== 'name' && this.token.kind !== 'quoted') this.fail('A type is expected');
      const { kind, text } = this.take();
      return kind === 'quoted' ? unquoted(text) : text;
    };
    const first = part();
    if (!this.is('.')) return first;
    this.take();
    return `${first}.${part()}`;
  }

  polarity(): PathNode {
    if (!this.is('-') && !this.is('+')) return this.path();
    const { text, at } = this.take();
    if (++this.depth > mostDepth) throw new PathError('The expression is nested too deeply', at);
    const operand = this.polarity();
    this.depth--;
    return { kind: 'sign', sign: text as '-', operand, at };
  }

  path(): PathNode {
    let node = this.term();
    for (;;) {
      if (this.is('.')) {
        this.take();
        node = this.step(node);
      } else if (this.is('[')) {
        const { at } = this.take();
        const index = this.expression();
        this.expect(']');
        node = { kind: 'index', of: node, index, at };
      } else return node;
    }
  }

  step(of?: PathNode): PathNode {
    const { kind, text, at } = this.token;
    if (kind !== 'name' && kind !== 'quoted') this.fail('A name is expected');
    this.take();
    if (kind === 'quoted') return { kind: 'member', of, name: unquoted(text), at };
    if (text === '$this') {
      if (of) throw new PathError('$this stands at the beginning of a path only', at);
      return { kind: 'this', at };
    }
    if (text.startsWith('$')) throw new PathError(`${text} is not supported`, at);
    if (!this.is('(')) return { kind: 'member', of, name: text, at };
    this.take();
    const args: PathNode[] = [];
    while (!this.is(')')) {
      if (args.length > 0) this.expect(',');
      args.push(this.expression());
    }
    this.take();
    return { kind: 'call', of, name: text, args, at };
  }

  term(): PathNode {
    const { kind, text, at } = this.token;
    switch (kind) {
      case 'string':
        this.take();
        return { kind: 'literal', value: unquoted(text), at };
      case 'number':
        this.take();
        if (
          this.token.kind === 'string' ||
          (this.token.kind === 'name' &&
            /^(?:year|month|week|day|hour|minute|second|millisecond)s?$/.test(this.token.text))
        )
          throw new PathError('Quantities as literals are not supported', at);
        return { kind: 'literal', value: Number(text), at };
      case 'moment': {
        this.take();
        const type = text.startsWith('@T') ? 'time' : text.includes('T') ? 'dateTime' : 'date';
        return { kind: 'moment', text: text.slice(type === 'time' ? 2 : 1).replace(/T$/, ''), type, at };
      }
      case 'variable': {
        this.take();
        const name = text.slice(1);
        return { kind: 'variable', name: /^[`']/.test(name) ? unquoted(name) : name, at };
      }
      case 'name':
        if (text === 'true' || text === 'false') {
          this.take();
          return { kind: 'literal', value: text === 'true', at };
        }
        return this.step();
      case 'quoted':
        return this.step();
      default:
        if (this.is('(')) {
          this.take();
          const inner = this.expression();
          this.expect(')');
          return inner;
        }
        if (this.is('{')) {
          this.take();
          this.expect('}');
          return { kind: 'literal', value: undefined, at };
        }
        return this.fail('A term is expected');
    }
  }
}

/** Throws PathError where the text is no expression. */
export function parsePath(text: string): PathNode {
  const reader = new Reader(text);
  const node = reader.expression();
  if (reader.token.kind !== 'end') reader.fail('The end is expected');
  return node;
}
