// Compiles a FHIRPath expression once into closures that run over many resources.
import { isResourceType, typeShape } from '../structure.ts';
import { functions, referenceKeys } from './functions.ts';
import type { Run, Scope } from './functions.ts';
import { operators } from './operators.ts';
import { PathError, parsePath } from './parse-path.ts';
import type { PathNode } from './parse-path.ts';
import { Typed, asNumber, bare, choicesOf, none, single, truth } from './values.ts';
import type { Collection } from './values.ts';

interface Compiled {
  run: Run;
  /** Of each item, where the structure of the resource tells it. */
  type?: string;
}
interface Setting {
  /** Type of what the expression starts from; absent where it is open. */
  inputType?: string;
  /** Type of $this. */
  selfType?: string;
  /** Variables that may be named. */
  variables: ReadonlyMap<string, Collection>;
}

const ofInput: Run = (input) => input;
/** Set by every scope, beside the view's constants. */
const scopeVariables: Record<string, (scope: Scope) => Collection> = {
  rowIndex: (scope) => [scope.rowIndex],
  resource: (scope) => [scope.resource],
  rootResource: (scope) => [scope.resource],
  context: (scope) => [scope.resource],
};

/** Types that count as another one too (http://hl7.org/fhir/R4/datatypes.html). */
const parents: Readonly<Record<string, string>> = {
  Age: 'Quantity',
  Count: 'Quantity',
  Distance: 'Quantity',
  Duration: 'Quantity',
  MoneyQuantity: 'Quantity',
  SimpleQuantity: 'Quantity',
  code: 'string',
  id: 'string',
  markdown: 'string',
  url: 'uri',
  canonical: 'uri',
  uuid: 'uri',
  oid: 'uri',
  positiveInt: 'integer',
  unsignedInt: 'integer',
};
const bareTypeName = (name: string): string => {
  const short = name.slice(name.indexOf('.') + 1);
  return name.startsWith('System.') ? short[0]!.toLowerCase() + short.slice(1) : short;
};

function typeOf(item: unknown, known: string | undefined): string | undefined {
  if (item instanceof Typed) return item.type;
  if (typeof item === 'object') return (item as { resourceType?: string } | null)?.resourceType ?? known;
  if (known !== undefined) return known;
  return typeof item === 'number' ? (Number.isInteger(item) ? 'integer' : 'decimal') : typeof item;
}

const isOfType = (item: unknown, wanted: string, known: string | undefined): boolean => {
  const type = typeOf(item, known);
  return (
    type !== undefined &&
    (type === wanted || parents[type] === wanted || (wanted === 'Resource' && isResourceType(type)))
  );
};

/** The JSON properties behind a choice element's name with their types; absent where it is none. */
function choiceOf(owner: string | undefined, name: string): ReadonlyMap<string, string> | undefined {
  const shape = owner === undefined ? undefined : typeShape(owner);
  if (!shape) return choicesOf(name);
  const found = [...shape.elements.values()].filter((one) => one.name === name && one.choice !== undefined);
  return found.length === 0 ? undefined : new Map(found.map((one) => [one.property, one.type]));
}

function pushAll(into: unknown[], value: unknown): void {
  if (Array.isArray(value)) {
    for (const one of value) if (one !== null && one !== undefined) into.push(one);
  } else if (value !== null && value !== undefined) into.push(value);
}

/** Values of one JSON property of each item. */
const propertyRun =
  (base: Run, property: string): Run =>
  (input, scope, self) => {
    const found: unknown[] = [];
    for (const item of base(input, scope, self)) {
      const value = bare(item);
      if (typeof value === 'object' && value !== null && Object.hasOwn(value, property))
        pushAll(found, (value as Record<string, unknown>)[property]);
    }
    return found;
  };

function choiceRun(base: Run, name: string, properties: ReadonlyMap<string, string>): Run {
  return (input, scope, self) => {
    const found: unknown[] = [];
    for (const item of base(input, scope, self)) {
      const value = bare(item) as Record<string, unknown> | null;
      if (typeof value !== 'object' || value === null) continue;
      if (Object.hasOwn(value, name)) pushAll(found, value[name]);
      else
        for (const key in value) {
          const type = properties.get(key);
          if (type !== undefined && value[key] !== null) found.push(new Typed(type, value[key]));
        }
    }
    return found;
  };
}

class Compiler {
  readonly setting: Setting;
  constructor(setting: Setting) {
    this.setting = setting;
  }

  compile(node: PathNode): Compiled {
    switch (node.kind) {
      case 'literal': {
        const value: Collection = node.value === undefined ? none : Object.freeze([node.value]);
        return { run: () => value, type: typeof node.value === 'boolean' ? 'boolean' : undefined };
      }
      case 'moment': {
        const value: Collection = Object.freeze([new Typed(node.type, node.text)]);
        return { run: () => value, type: node.type };
      }
      case 'this':
        return { run: (_input, _scope, self) => self, type: this.setting.selfType };
      case 'variable':
        return this.variable(node);
      case 'member':
        return this.member(node);
      case 'index': {
        const of = this.compile(node.of);
        const index = this.compile(node.index).run;
        return {
          type: of.type,
          run(input, scope, self) {
            const place = asNumber(index(self, scope, self), 'An index');
            const items = of.run(input, scope, self);
            return place === undefined || items[place] === undefined ? none : [items[place]];
          },
        };
      }
      case 'sign': {
        const { run } = this.compile(node.operand);
        if (node.sign === '+') return { run };
        return {
          run(input, scope, self) {
            const value = asNumber(run(input, scope, self), '-');
            return value === undefined ? none : [-value];
          },
        };
      }
      case 'type':
        return this.typeTest(this.compile(node.operand), node.operator, node.type);
      case 'binary': {
        const { apply, type } = operators[node.operator]!;
        const [left, right] = [this.compile(node.left).run, this.compile(node.right).run];
        return { type, run: (input, scope, self) => apply(left(input, scope, self), right(input, scope, self)) };
      }
      case 'call':
        return this.call(node);
    }
  }

  base(of: PathNode | undefined): Compiled {
    return of ? this.compile(of) : { run: ofInput, type: this.setting.inputType };
  }

  variable({ name, at }: { name: string; at: number }): Compiled {
    const { variables } = this.setting;
    const value = variables.get(name);
    if (value !== undefined) return { run: () => value };
    const own = Object.hasOwn(scopeVariables, name) ? scopeVariables[name] : undefined;
    if (!own) throw new PathError(`%${name} is not defined`, at);
    return { run: (_input, scope) => own(scope), type: name === 'rowIndex' ? 'integer' : undefined };
  }

  member({ of, name }: { of?: PathNode; name: string }): Compiled {
    if (of === undefined && isResourceType(name)) {
      const run: Run = (input) => input.filter((item) => isOfType(item, name, undefined));
      return { run, type: name };
    }
    const base = this.base(of);
    const choice = choiceOf(base.type, name);
    if (choice) return { run: choiceRun(base.run, name, choice) };
    const type = base.type === undefined ? undefined : typeShape(base.type)?.elements.get(name)?.type;
    return { run: propertyRun(base.run, name), type: type === 'Resource' ? undefined : type };
  }

  typeTest(of: Compiled, operator: 'is' | 'as' | 'ofType', typeName: string): Compiled {
    const wanted = bareTypeName(typeName);
    if (operator === 'is')
      return {
        type: 'boolean',
        run(input, scope, self) {
          const items = of.run(input, scope, self);
          if (single(items, 'is') === undefined) return none;
          return truth(isOfType(items[0], wanted, of.type));
        },
      };
    return {
      type: wanted,
      run: (input, scope, self) => of.run(input, scope, self).filter((item) => isOfType(item, wanted, of.type)),
    };
  }

  /** The name of a type given as argument: `Quantity` or `FHIR.Quantity`. */
  typeArgument({ args, name, at }: { args: PathNode[]; name: string; at: number }): string {
    const [first] = args;
    if (args.length === 1 && first?.kind === 'member') {
      if (!first.of) return first.name;
      if (first.of.kind === 'member' && !first.of.of) return `${first.of.name}.${first.name}`;
    }
    throw new PathError(`${name}() takes the name of a type`, at);
  }

  call(node: { of?: PathNode; name: string; args: PathNode[]; at: number }): Compiled {
    const { of, name, args, at } = node;
    const base = this.base(of);
    if (name === 'ofType' || name === 'as' || name === 'is') {
      const wanted = this.typeArgument(node);
      if (name === 'ofType' && of?.kind === 'member') {
        // `value.ofType(Quantity)` reads the property valueQuantity.
        const owner = this.base(of.of);
        const choice = choiceOf(owner.type, of.name);
        const properties = [...(choice ?? [])].filter(([, type]) => type === bareTypeName(wanted));
        if (properties.length === 1) {
          const [[property, type]] = properties as [[string, string]];
          const read = propertyRun(owner.run, property);
          const typed = type === 'dateTime' || type === 'date' || type === 'time' || type === 'instant';
          return {
            type,
            run: typed ? (input, scope, self) => read(input, scope, self).map((one) => new Typed(type, one)) : read,
          };
        }
      }
      return this.typeTest(base, name, wanted);
    }
    if (name === 'extension') return this.extension(node, base);
    if (name === 'getReferenceKey') {
      const type = args.length === 0 ? undefined : bareTypeName(this.typeArgument(node));
      return { type: 'id', run: (input, scope, self) => referenceKeys(base.run(input, scope, self), type) };
    }
    const known = Object.hasOwn(functions, name) ? functions[name]! : undefined;
    if (!known) throw new PathError(`${name}() is not supported`, at);
    const [least, most] = known.args;
    if (args.length < least || args.length > most)
      throw new PathError(
        `${name}() takes ${least === most ? least : `${least} to ${most}`} arguments, not ${args.length}`,
        at,
      );
    // Criteria and projections start from the items of the input, other arguments from $this.
    const perItem = name === 'where' || name === 'exists' || name === 'all' || name === 'select';
    const start = perItem || name === 'iif' ? base.type : this.setting.selfType;
    const inner = new Compiler({
      ...this.setting,
      inputType: start,
      selfType: perItem ? base.type : this.setting.selfType,
    });
    const apply = known.make(
      args.map((argument) => inner.compile(argument).run),
      base.type,
    );
    const type = known.type === 'same' ? base.type : known.type;
    return { type, run: (input, scope, self) => apply(base.run(input, scope, self), scope, self) };
  }

  /** extension(url), also of primitive values, whose extensions stand beside them: `_birthDate`. */
  extension({ of, args, at }: { of?: PathNode; args: PathNode[]; at: number }, base: Compiled): Compiled {
    if (args.length !== 1) throw new PathError('extension() takes a url', at);
    const url = this.compile(args[0]!).run;
    const beside = of?.kind === 'member' ? propertyRun(this.base(of.of).run, `_${of.name}`) : () => none;
    return {
      type: 'Extension',
      run(input, scope, self) {
        const wanted = single(url(self, scope, self), 'extension()');
        const found: unknown[] = [];
        for (const item of [...base.run(input, scope, self), ...beside(input, scope, self)]) {
          const extensions = (bare(item) as { extension?: { url?: string }[] } | null)?.extension;
          if (Array.isArray(extensions)) found.push(...extensions.filter((one) => one?.url === wanted));
        }
        return found;
      },
    };
  }
}

export interface Path {
  /** Type of the results where the structure of the resource tells it. */
  type?: string;
  /** Throws EvaluationError where the values do not fit. */
  read(node: unknown, scope: Scope): Collection;
}

/** Throws PathError where the text is no expression, or names a function or variable that there is not. */
export function compilePath(
  text: string,
  setting: { inputType?: string; variables?: ReadonlyMap<string, Collection> } = {},
): Path {
  const { inputType, variables = new Map() } = setting;
  const { run, type } = new Compiler({ inputType, selfType: inputType, variables }).compile(parsePath(text));
  return {
    type,
    read(node, scope) {
      const input = node === undefined ? none : [node];
      return run(input, scope, input);
    },
  };
}
