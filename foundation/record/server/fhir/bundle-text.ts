// Builds bundles as text: stored resources pass through without being parsed.
import { showText } from '../seal.ts';
import type { RecordServices } from '../services.ts';
import type { View } from '#platform/kernel/access/roles.ts';
import type { Found } from '../store/read.ts';
import { cutDown } from './subset.ts';
import type { Subset } from './subset.ts';

export interface Link {
  relation: 'self' | 'next';
  url: string;
}
export interface BundleHead {
  type: 'searchset' | 'history' | 'batch-response' | 'transaction-response';
  id: string;
  at: Date;
  total?: number;
  links?: readonly Link[];
}

export function bundleText(head: BundleHead, entries: readonly string[]): string {
  const { type, id, at, total, links } = head;
  const start = JSON.stringify({
    resourceType: 'Bundle',
    id,
    meta: { lastUpdated: at.toISOString() },
    type,
    total,
    link: links?.length ? links : undefined,
  });
  return entries.length === 0 ? start : `${start.slice(0, -1)},"entry":[${entries.join(',')}]}`;
}

/** The readable text of a stored resource for this reader. */
export const shownText = (services: RecordServices, view: View, content: string, subset: Subset = {}): string =>
  cutDown(showText(services.kernel.cipher, view, content), subset);

export function searchEntry(base: string, one: Found, text: string, mode: 'match' | 'include'): string {
  return `{"fullUrl":"${base}/${one.type}/${one.id}","resource":${text},"search":{"mode":"${mode}"}}`;
}
