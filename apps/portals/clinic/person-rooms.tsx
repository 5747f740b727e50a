// The rooms of one person in the clinic's portal.
import type { RouteObject } from 'react-router';
import { mayReadResources } from '#foundation/record/web/record-permissions.ts';

/** Rooms of a person that other contexts add. */
const personRooms = [
  { to: 'summary', label: 'record.transfer.room', permission: mayReadResources },
  { to: 'medicines', label: 'pharmacy.room', permission: 'pharmacy.medicines.read' },
  { to: 'portrait', label: 'portrait.room', permission: 'portrait.tag.read' },
  { to: 'annual-report', label: 'report.room', permission: 'portrait.report.read' },
  { to: 'risk', label: 'risk.room', permission: 'risk.assessment.read' },
  { to: 'chronic', label: 'chronic-care.room', permission: 'chronic-care.register.read' },
  { to: 'scales', label: 'chronic-care.scales', permission: 'chronic-care.scale.read' },
  { to: 'self-care', label: 'homeCare.selfCare', permission: 'home-care.assessment.read' },
  { to: 'devices', label: 'intake.title', permission: 'intake.binding.read' },
];

export const personRoute: RouteObject = {
  path: 'people/:personId',
  lazy: async () => {
    const [{ PersonDoor }, { OfferBar }] = await Promise.all([
      import('#foundation/registry/web/clinic/person-door.tsx'),
      import('#programmes/chronic-care/web/clinic/offer-bar.tsx'),
    ]);
    return {
      Component: () => (
        <>
          <OfferBar />
          <PersonDoor more={personRooms} />
        </>
      ),
    };
  },
  children: [
    {
      index: true,
      lazy: async () => ({ Component: (await import('./person-page.tsx')).PersonPage }),
    },
    {
      path: 'visit',
      lazy: async () => ({
        Component: (await import('#foundation/record/web/clinic/add-visit.tsx')).AddVisit,
      }),
    },
    {
      path: 'orders',
      lazy: async () => ({
        Component: (await import('#foundation/orders/web/clinic/person-orders.tsx')).PersonOrders,
      }),
    },
    {
      path: 'orders/new/home-service',
      lazy: async () => ({
        Component: (await import('#care/home-care/web/clinic/place-service-page.tsx')).PlaceServicePage,
      }),
    },
    {
      path: 'orders/new/:kind',
      lazy: async () => ({
        Component: (await import('#foundation/orders/web/clinic/place-page.tsx')).PlacePage,
      }),
    },
    {
      path: 'particulars',
      lazy: async () => ({
        Component: (await import('#foundation/registry/web/clinic/edit-person.tsx')).EditPerson,
      }),
    },
    {
      path: 'summary',
      lazy: async () => ({
        Component: (await import('#foundation/record/web/transfer/transfer-room.tsx')).TransferRoom,
      }),
    },
    {
      path: 'annual-report',
      lazy: async () => ({
        Component: (await import('#care/portrait/web/report/clinic/report-room.tsx')).ReportRoom,
      }),
    },
    {
      path: 'portrait',
      lazy: async () => ({
        Component: (await import('#care/portrait/web/clinic/portrait-room.tsx')).PortraitRoom,
      }),
    },
    {
      path: 'risk',
      lazy: async () => ({ Component: (await import('#care/risk/web/clinic/risk-room.tsx')).RiskRoom }),
    },
    {
      path: 'medicines',
      lazy: async () => ({
        Component: (await import('#care/pharmacy/web/clinic/medicines-room.tsx')).MedicinesRoom,
      }),
    },
    {
      path: 'chronic',
      lazy: async () => ({
        Component: (await import('#programmes/chronic-care/web/clinic/person-room.tsx')).PersonRoom,
      }),
    },
    {
      path: 'chronic/visit',
      lazy: async () => ({
        Component: (await import('#programmes/chronic-care/web/clinic/visit-page.tsx')).VisitPage,
      }),
    },
    {
      path: 'scales',
      lazy: async () => ({
        Component: (await import('#programmes/chronic-care/web/clinic/scales-page.tsx')).ScalesPage,
      }),
    },
    {
      path: 'devices',
      lazy: async () => ({
        Component: (await import('#foundation/intake/web/clinic/person-devices.tsx')).PersonDevices,
      }),
    },
    {
      path: 'self-care',
      lazy: async () => ({
        Component: (await import('#care/home-care/web/clinic/self-care-page.tsx')).SelfCarePage,
      }),
    },
    {
      path: 'family',
      lazy: async () => ({
        Component: (await import('#foundation/registry/web/clinic/family-page.tsx')).FamilyPage,
      }),
    },
  ],
};
