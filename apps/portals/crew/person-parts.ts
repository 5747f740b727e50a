// The parts of a visit beside vitals and forms, in the order of the person page: studies, prescription, dispensing, charges, referral, specialist.
import { lazy } from 'react';
import { studyKind } from '#care/diagnostics/contract.ts';
import { pharmacyKinds } from '#care/pharmacy/contract.ts';
import { chargeKind } from '#foundation/billing/contract.ts';
import type { SyncEngine } from '#foundation/sync/rules/device/engine.ts';
import { documentsOfAttendance } from '#foundation/sync/web/documents-here.ts';
import { referralKinds } from '#programmes/roving/referral-contract.ts';
import type { PersonPart } from '#programmes/roving/web/crew/person-part.ts';

const countOf = (kind: string) => (engine: SyncEngine, attendanceId: string) =>
  documentsOfAttendance(engine, kind, attendanceId).filter(({ values }) => !values['cancelled']).length;

export const personParts: readonly PersonPart[] = [
  {
    key: 'study',
    title: 'diagnostics.part',
    icon: 'measurement',
    page: lazy(() => import('#care/diagnostics/web/crew/study-part.tsx')),
    countOf: countOf(studyKind),
  },
  {
    key: 'prescription',
    title: 'pharmacy.part.prescription',
    icon: 'medication',
    page: lazy(() => import('#care/pharmacy/web/crew/prescription-part.tsx')),
    countOf: countOf(pharmacyKinds.prescription),
  },
  {
    key: 'dispensing',
    title: 'pharmacy.part.dispensing',
    icon: 'check',
    page: lazy(() => import('#care/pharmacy/web/crew/dispensing-part.tsx')),
    countOf: countOf(pharmacyKinds.dispensing),
  },
  {
    key: 'charge',
    title: 'billing.part',
    icon: 'list',
    page: lazy(() => import('#foundation/billing/web/crew/charge-part.tsx')),
    countOf: countOf(chargeKind),
  },
  {
    key: 'referral',
    title: 'roving.part.referral',
    icon: 'referral',
    page: lazy(() => import('#programmes/roving/web/crew/referral-part.tsx')),
    countOf: countOf(referralKinds.referral),
  },
  {
    key: 'specialist',
    title: 'roving.part.call',
    icon: 'phone',
    page: lazy(() => import('#programmes/roving/web/crew/call-part.tsx')),
    countOf: countOf(referralKinds.call),
  },
];
