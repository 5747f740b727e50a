// The clinic's portal: find a person, see the record, add a visit.
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { FindPeople } from '#foundation/registry/web/clinic/find-people.tsx';
import { startPortal } from '#platform/ui/portal/start-portal.tsx';
import { LostPage } from '../lost-page.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { StaffTheme } from '../staff-theme.tsx';
import { ClinicFrame } from './clinic-frame.tsx';
import { clinicMessages } from './clinic-messages.ts';
import { homeCareRooms } from './home-care-rooms.tsx';
import { personRoute } from './person-rooms.tsx';

const router = createBrowserRouter(
  [
    {
      element: <ClinicFrame />,
      errorElement: <LostPage />,
      hydrateFallbackElement: <Skeleton lines={6} />,
      children: [
        { index: true, element: <FindPeople /> },
        {
          path: 'people/new',
          lazy: async () => ({
            Component: (await import('#foundation/registry/web/clinic/register-person.tsx')).RegisterPerson,
          }),
        },
        personRoute,
        ...homeCareRooms,
        {
          path: 'refills',
          lazy: async () => {
            const { RefillPage } = await import('#care/pharmacy/web/refills/refill-page.tsx');
            return { Component: () => <RefillPage opensPerson /> };
          },
        },
        {
          path: 'annual-reports',
          lazy: async () => {
            const { VillagePage } = await import('#care/portrait/web/report/staff/village-page.tsx');
            return { Component: () => <VillagePage portal="clinic" opensPerson /> };
          },
        },
        {
          path: 'who-lacks',
          lazy: async () => {
            const { LacksPage } = await import('#care/portrait/web/lacks-page.tsx');
            return { Component: () => <LacksPage portal="clinic" opens /> };
          },
        },
        {
          path: 'risk-recall',
          lazy: async () => {
            const { RecallPage } = await import('#care/risk/web/recall-page.tsx');
            return { Component: () => <RecallPage portal="clinic" opensPerson /> };
          },
        },
        {
          path: 'chronic-care',
          lazy: async () => ({
            Component: (await import('#programmes/chronic-care/web/clinic/worklist-page.tsx')).WorklistPage,
          }),
        },
        {
          path: 'orders',
          lazy: async () => {
            const { OrdersPage } = await import('#foundation/orders/web/staff/worklist-page.tsx');
            return { Component: () => <OrdersPage portal="clinic" /> };
          },
        },
        {
          path: 'orders/:personId/:orderId',
          lazy: async () => ({ Component: (await import('#foundation/orders/web/staff/order-page.tsx')).OrderPage }),
        },
        {
          path: 'readings',
          lazy: async () => ({
            Component: (await import('#care/diagnostics/web/clinic/readings-page.tsx')).ReadingsPage,
          }),
        },
        {
          path: 'readings/:personId/:studyId',
          lazy: async () => ({
            Component: (await import('#care/diagnostics/web/clinic/reading-page.tsx')).ReadingPage,
          }),
        },
        {
          path: 'follow-up',
          lazy: async () => ({
            Component: (await import('#care/follow-up/web/clinic/rounds-page.tsx')).RoundsPage,
          }),
        },
        {
          path: 'follow-up/new',
          lazy: async () => ({
            Component: (await import('#care/follow-up/web/clinic/new-round-page.tsx')).NewRoundPage,
          }),
        },
        {
          path: 'follow-up/rounds/:roundId',
          lazy: async () => ({
            Component: (await import('#care/follow-up/web/clinic/round-page.tsx')).RoundPage,
          }),
        },
        {
          path: 'follow-up/people/:personId/:outreachId',
          lazy: async () => ({
            Component: (await import('#care/follow-up/web/clinic/outreach-page.tsx')).OutreachPage,
          }),
        },
        {
          path: 'follow-up/templates',
          lazy: async () => ({
            Component: (await import('#care/follow-up/web/clinic/templates-page.tsx')).TemplatesPage,
          }),
        },
        {
          path: 'follow-up/templates/:templateId',
          lazy: async () => ({
            Component: (await import('#care/follow-up/web/clinic/template-page.tsx')).TemplatePage,
          }),
        },
        {
          path: 'calls',
          lazy: async () => ({ Component: (await import('#programmes/roving/web/clinic/calls-page.tsx')).CallsPage }),
        },
        {
          path: 'ct-screening',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/clinic/ct-people-page.tsx')).CtPeoplePage,
          }),
        },
        {
          path: 'ct-screening/day',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/clinic/ct-day-page.tsx')).CtDayPage,
          }),
        },
        {
          path: 'ct-screening/readings',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/clinic/ct-readings-page.tsx')).CtReadingsPage,
          }),
        },
        {
          path: 'ct-screening/cases',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/clinic/ct-cases-page.tsx')).CtCasesPage,
          }),
        },
        {
          path: 'ct-screening/people/:personId',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/clinic/ct-person-page.tsx')).CtPersonPage,
          }),
        },
        {
          path: 'family',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/clinic/due-page.tsx')).DuePage,
          }),
        },
        {
          path: 'family/residents',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/clinic/residents-page.tsx')).ResidentsPage,
          }),
        },
        {
          path: 'family/messages',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/clinic/threads-page.tsx')).ThreadsPage,
          }),
        },
        {
          path: 'family/messages/:personId',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/clinic/thread-page.tsx')).ThreadPage,
          }),
        },
        {
          path: 'family/bookings',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/clinic/bookings-page.tsx')).BookingsPage,
          }),
        },
        {
          path: 'family/route',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/clinic/route-page.tsx')).RoutePage,
          }),
        },
        {
          path: 'family/hand-over',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/clinic/hand-over-page.tsx')).HandOverPage,
          }),
        },
        {
          path: 'family/people/:personId',
          lazy: async () => {
            const [{ MemberPage }, { OfferBar }] = await Promise.all([
              import('#programmes/family-doctor/web/clinic/member-page.tsx'),
              import('#programmes/chronic-care/web/clinic/offer-bar.tsx'),
            ]);
            return {
              Component: () => (
                <>
                  <OfferBar />
                  <MemberPage />
                </>
              ),
            };
          },
        },
        {
          path: 'family/people/:personId/contract',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/clinic/draft-page.tsx')).DraftPage,
          }),
        },
        {
          path: 'family/people/:personId/contract/:contractId',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/clinic/contract-page.tsx')).ContractPage,
          }),
        },
        {
          path: 'family/people/:personId/follow-up/:form',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/clinic/follow-up-page.tsx')).FollowUpPage,
          }),
        },
        {
          path: 'health-devices',
          lazy: async () => ({ Component: (await import('#foundation/intake/web/clinic/inbox-page.tsx')).InboxPage }),
        },
        {
          path: 'health-devices/stock',
          lazy: async () => ({ Component: (await import('#foundation/intake/web/stock-page.tsx')).StockPage }),
        },
        {
          path: 'health-devices/loans',
          lazy: async () => ({ Component: (await import('#foundation/intake/web/clinic/loans-page.tsx')).LoansPage }),
        },
        {
          path: 'health-devices/loans/:personId/:loanId',
          lazy: async () => ({ Component: (await import('#foundation/intake/web/clinic/loan-page.tsx')).LoanPage }),
        },
        {
          path: 'health-devices/lend',
          lazy: async () => ({ Component: (await import('#foundation/intake/web/clinic/lend-page.tsx')).LendPage }),
        },
        {
          path: 'devices',
          lazy: async () => ({ Component: (await import('#foundation/sync/web/staff/devices-page.tsx')).DevicesPage }),
        },
        {
          path: 'knowledge',
          lazy: async () => ({
            Component: (await import('#foundation/knowledge/web/library/library-page.tsx')).LibraryPage,
          }),
        },
        {
          path: 'knowledge/:kind/:id/:version',
          lazy: async () => ({
            Component: (await import('#foundation/knowledge/web/library/content-page.tsx')).ContentPage,
          }),
        },
        {
          path: 'fleet',
          lazy: async () => ({ Component: (await import('#foundation/fleet/web/fleet-page.tsx')).FleetPage }),
        },
        {
          path: 'fleet/calendar',
          lazy: async () => ({
            Component: (await import('#foundation/fleet/web/calendar-page.tsx')).FleetCalendarPage,
          }),
        },
        {
          path: 'fleet/checklist',
          lazy: async () => ({
            Component: (await import('#foundation/fleet/web/checklist-page.tsx')).ChecklistPage,
          }),
        },
        {
          path: 'fleet/:vehicleId/:tab?',
          lazy: async () => ({ Component: (await import('#foundation/fleet/web/vehicle-page.tsx')).VehiclePage }),
        },
        {
          path: 'departure',
          lazy: async () => ({ Component: (await import('#foundation/fleet/web/departure-page.tsx')).DeparturePage }),
        },
        { path: 'account', lazy: async () => ({ Component: (await import('../account/my-account.tsx')).MyAccount }) },
        { path: '*', element: <LostPage /> },
      ],
    },
  ],
  { basename: '/clinic' },
);

void startPortal({
  portal: 'clinic',
  density: 'desk',
  session: 'needed',
  messages: clinicMessages,
  children: (
    <StaffTheme>
      <RouterProvider router={router} />
    </StaffTheme>
  ),
});
