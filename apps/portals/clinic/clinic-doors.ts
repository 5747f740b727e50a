// The rooms of the clinic's portal, each with the permission that opens it and the heading under which it stands.
import { orderPermissions } from '#foundation/orders/contract.ts';
import { permissions as chronicCare } from '#programmes/chronic-care/contract.ts';
import { permissions as familyDoctor } from '#programmes/family-doctor/contract.ts';
import { ctPermissions } from '#programmes/roving/ct-screening-contract.ts';
import type { IconName } from '#platform/ui/icons/icon.tsx';

export interface ClinicDoor {
  /** Where it leads may hang on what the person does there. */
  to: string | ((may: (permission: string) => boolean) => string);
  icon: IconName;
  label: string;
  group?: string;
  /** Open to everybody at this portal without. */
  permission?: string;
}

const [remote, roving, desk] = ['clinic.group.remote', 'clinic.group.roving', 'clinic.group.desk'];

export const clinicDoors: readonly ClinicDoor[] = [
  { to: '/', icon: 'search', label: 'clinic.find' },
  { to: '/family', icon: 'people', label: 'family-doctor.workbench', permission: familyDoctor.workbench },
  { to: '/chronic-care', icon: 'condition', label: 'chronic-care.title', permission: chronicCare.worklist },
  { to: '/refills', icon: 'medication', label: 'pharmacy.refills', permission: 'pharmacy.refill.list' },
  { to: '/risk-recall', icon: 'shield', label: 'risk.recall', permission: 'risk.recall.list' },
  { to: '/annual-reports', icon: 'record', label: 'report.batch', permission: 'portrait.report.list' },
  { to: '/who-lacks', icon: 'people', label: 'portrait.lacks', permission: 'portrait.lack.list' },
  { to: '/orders', icon: 'list', label: 'orders.title', permission: orderPermissions.list },
  {
    to: '/readings',
    icon: 'measurement',
    label: 'diagnostics.readings',
    group: remote,
    permission: 'diagnostics.reading.answer',
  },
  {
    to: '/calls',
    icon: 'phone',
    label: 'roving.call.title',
    group: remote,
    permission: 'roving.specialist-call.handle',
  },
  {
    to: (may) => `/home-care/${may('home-care.order.visit') ? 'work' : may('home-care.desk.read') ? 'desk' : 'elders'}`,
    icon: 'home',
    label: 'homeCare.title',
    permission: 'home-care.elder.list',
  },
  { to: '/health-devices', icon: 'measurement', label: 'intake.title', permission: 'intake.inbox.read' },
  { to: '/follow-up', icon: 'phone', label: 'followUp.title', permission: 'follow-up.round.read' },
  { to: '/ct-screening', icon: 'report', label: 'roving.ct.title', group: roving, permission: ctPermissions.people },
  {
    to: '/departure',
    icon: 'check',
    label: 'fleet.departureTitle',
    group: roving,
    permission: 'fleet.departure.clear',
  },
  { to: '/fleet', icon: 'shield', label: 'fleet.title', group: roving, permission: 'fleet.readiness.read' },
  { to: '/devices', icon: 'phone', label: 'sync.devices', group: desk },
  { to: '/knowledge', icon: 'record', label: 'knowledge.title', group: desk },
];
