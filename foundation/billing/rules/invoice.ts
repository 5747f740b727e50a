// A charge as FHIR Invoice: what was done, at which price, what it came to.
import type { ChargeLine } from '../contract.ts';
import { lineTotalFen, totalFen } from './charge.ts';

/** FHIR wants a decimal number: two decimals of whole fen are exact as text, and so as JSON number. */
const money = (amountFen: number) => ({ value: amountFen / 100, currency: 'CNY' });
const chargeCodes = 'urn:tianmu:fhir:charge-item';

export interface InvoiceOf {
  chargeId: string;
  personId: string;
  organisationId: string;
  at: string;
  state: 'issued' | 'balanced';
  lines: readonly ChargeLine[];
  tags: readonly object[];
}
export const invoiceOf = ({ chargeId, personId, organisationId, at, state, lines, tags }: InvoiceOf) => ({
  resourceType: 'Invoice',
  id: chargeId,
  ...(tags.length > 0 && { meta: { tag: tags } }),
  status: state,
  subject: { reference: `Patient/${personId}` },
  date: at,
  issuer: { reference: `Organization/${organisationId}` },
  lineItem: lines.map((line, index) => ({
    sequence: index + 1,
    chargeItemCodeableConcept: { coding: [{ system: chargeCodes, code: line.code }], text: line.name },
    priceComponent: [{ type: 'base', factor: line.quantity, amount: money(lineTotalFen(line)) }],
  })),
  totalNet: money(totalFen(lines)),
  totalGross: money(totalFen(lines)),
});
