// What can be wrong with the fields of a payload or form.
import type { Fields } from './fields.ts';

export function fieldFaults(fields: Fields, where: string): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const faults: string[] = [];
    if (!field.label.zh.trim() || !field.label.en.trim())
      faults.push(`the field ${name} of the ${where} lacks a label.`);
    if (field.type === 'choice') {
      const codes = field.options.map(({ code }) => code);
      if (codes.length < 2 || new Set(codes).size !== codes.length)
        faults.push(`the choice ${name} of the ${where} needs two or more different options.`);
    }
    if (field.type === 'number' && field.min > field.max)
      faults.push(`the number ${name} of the ${where} has a least value above its greatest.`);
    return faults;
  });
}
