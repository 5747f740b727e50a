// A form as a FHIR R4 Questionnaire.
import type { Condition } from '../condition.ts';
import { itemsOf } from '../evaluate-form.ts';
import type { FormDefinition, FormItem } from '../form.ts';
import type { Option } from '../instrument.ts';

type Json = Record<string, unknown>;
const ucum = 'http://unitsofmeasure.org';
/** Conditions that R4's flat list can not say stand in this extension, as JSON. */
const conditionExtension = 'urn:tianmu:fhir:enable-when';

export const questionnaireUrl = ({ id }: Pick<FormDefinition, 'id'>): string => `urn:tianmu:fhir:questionnaire:${id}`;
export const answerSystem = (form: Pick<FormDefinition, 'id'>, item: Pick<FormItem, 'key'>): string =>
  `urn:tianmu:fhir:form-answer:${form.id}:${item.key}`;
export const answerCoding = (form: Pick<FormDefinition, 'id'>, item: FormItem, { code, label }: Option): Json => ({
  system: answerSystem(form, item),
  code,
  display: label.zh,
});
export const quantity = (value: number, unit: string): Json => ({ value, unit, system: ucum, code: unit });

const types: Record<FormItem['kind'], string> = {
  number: 'quantity',
  computed: 'quantity',
  choice: 'choice',
  'multi-choice': 'choice',
  text: 'text',
  date: 'date',
  'yes-no': 'boolean',
  signature: 'attachment',
};

export function questionnaireOf(form: FormDefinition): Json & { resourceType: 'Questionnaire'; id: string } {
  const items = new Map(itemsOf(form).map((item) => [item.key, item]));
  return {
    resourceType: 'Questionnaire',
    id: `${form.id}-${form.version}`,
    url: questionnaireUrl(form),
    version: form.version,
    name: form.id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    title: form.title.zh,
    status:
      form.status === 'reviewed' || form.status === 'verified'
        ? 'active'
        : form.status === 'draft'
          ? 'draft'
          : 'retired',
    subjectType: ['Patient'],
    description: form.purpose.zh,
    copyright: form.licence,
    effectivePeriod: { start: form.validFrom },
    ...(form.code && { code: [codingOf(form.code)] }),
    item: form.sections.map((section) => ({
      linkId: `section-${section.key}`,
      text: section.title.zh,
      type: 'group',
      ...enabling(section.enableWhen, form, items),
      item: section.items.map((item) => itemOf(item, form, items)),
    })),
  };
}
export const codingOf = ({ system, code, display }: NonNullable<FormItem['code']>): Json => ({ system, code, display });

function itemOf(item: FormItem, form: FormDefinition, items: ReadonlyMap<string, FormItem>): Json {
  const extension = [
    ...('unit' in item
      ? [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-unit',
            valueCoding: { system: ucum, code: item.unit, display: item.unitLabel.zh },
          },
        ]
      : []),
    ...(item.kind === 'number'
      ? item.range.map((value, index) => ({
          url: `http://hl7.org/fhir/StructureDefinition/${index === 0 ? 'minValue' : 'maxValue'}`,
          valueDecimal: value,
        }))
      : []),
  ];
  const { extension: own, ...enabled } = enabling(item.enableWhen, form, items);
  const extensions = [...extension, ...(own ?? [])];
  return {
    linkId: item.key,
    ...(item.code && { code: [codingOf(item.code)] }),
    ...(item.mark && { prefix: item.mark }),
    text: item.label.zh,
    type: types[item.kind],
    ...(item.required && { required: true }),
    ...(item.kind === 'multi-choice' && { repeats: true }),
    ...(item.kind === 'computed' && { readOnly: true }),
    ...(item.kind === 'text' && { maxLength: item.maxLength }),
    ...('options' in item && {
      answerOption: item.options.map((option) => ({ valueCoding: answerCoding(form, item, option) })),
    }),
    ...enabled,
    ...(extensions.length > 0 && { extension: extensions }),
  };
}

interface Enabling {
  enableWhen?: Json[];
  enableBehavior?: 'all' | 'any';
  extension?: Json[];
}
function enabling(
  condition: Condition | undefined,
  form: FormDefinition,
  items: ReadonlyMap<string, FormItem>,
): Enabling {
  if (!condition) return {};
  const [behaviour, parts] =
    'all' in condition
      ? (['all', condition.all] as const)
      : (['any', 'any' in condition ? condition.any : [condition]] as const);
  const flat = parts.map((part) => flatten(part, form, items));
  // Several questions of one part mean "or" (codes) or "and" (bounds): they mix only where the whole says the same.
  const mixes = flat.some(
    (part) => part === undefined || (part.questions.length > 1 && parts.length > 1 && part.joined !== behaviour),
  );
  if (mixes) return { extension: [{ url: conditionExtension, valueString: JSON.stringify(condition) }] };
  const enableWhen = flat.flatMap((part) => part!.questions);
  const joined = parts.length === 1 ? flat[0]!.joined : behaviour;
  return { enableWhen, ...(enableWhen.length > 1 && { enableBehavior: joined }) };
}

function flatten(
  condition: Condition,
  form: FormDefinition,
  items: ReadonlyMap<string, FormItem>,
): { joined: 'all' | 'any'; questions: Json[] } | undefined {
  if ('all' in condition || 'any' in condition || 'not' in condition) return undefined;
  const item = items.get(condition.input);
  if (!item) return undefined;
  const question = condition.input;
  const equal = (codes: readonly string[]): Json[] =>
    codes.map((code) => ({ question, operator: '=', answerCoding: { system: answerSystem(form, item), code } }));
  if ('is' in condition)
    return {
      joined: 'any',
      questions:
        typeof condition.is === 'boolean'
          ? [{ question, operator: '=', answerBoolean: condition.is }]
          : equal([condition.is]),
    };
  if ('in' in condition) return { joined: 'any', questions: equal(condition.in) };
  if ('has' in condition) return { joined: 'any', questions: equal(condition.has) };
  const unit = 'unit' in item ? item.unit : '1';
  const operators = { atLeast: '>=', above: '>', below: '<', atMost: '<=' } as const;
  return {
    joined: 'all',
    questions: (Object.keys(operators) as (keyof typeof operators)[]).flatMap((bound) => {
      const value = condition[bound];
      return value === undefined
        ? []
        : [{ question, operator: operators[bound], answerQuantity: quantity(value, unit) }];
    }),
  };
}
