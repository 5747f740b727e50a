// The bureau's portal: the county on a map, accounts, the audit trail, interfaces, the gallery.
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { startPortal } from '#platform/ui/portal/start-portal.tsx';
import { StaffTheme } from '../staff-theme.tsx';
import { bureauMessages } from './bureau-messages.ts';
import { BureauFrame } from './bureau-frame.tsx';
import { FirstPage } from './first-page.tsx';
import { homeCareRooms } from './home-care-rooms.tsx';
import { LostPage } from '../lost-page.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';

const router = createBrowserRouter(
  [
    {
      element: <BureauFrame />,
      errorElement: <LostPage />,
      hydrateFallbackElement: <Skeleton lines={6} />,
      children: [
        { index: true, element: <FirstPage /> },
        {
          path: 'county',
          lazy: async () => ({ Component: (await import('#foundation/geo/web/bureau/live-county.tsx')).LiveCounty }),
        },
        {
          path: 'roads',
          lazy: async () => ({ Component: (await import('#foundation/geo/web/bureau/roads-page.tsx')).RoadsPage }),
        },
        {
          path: 'orders',
          lazy: async () => {
            const { OrdersPage } = await import('#foundation/orders/web/staff/worklist-page.tsx');
            return { Component: () => <OrdersPage portal="bureau" /> };
          },
        },
        {
          path: 'orders/:personId/:orderId',
          lazy: async () => ({ Component: (await import('./order-page.tsx')).BureauOrderPage }),
        },
        {
          path: 'accounts',
          lazy: async () => ({ Component: (await import('./accounts/accounts-page.tsx')).AccountsPage }),
        },
        {
          path: 'teams',
          lazy: async () => ({ Component: (await import('#foundation/registry/web/bureau/teams-page.tsx')).TeamsPage }),
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
          path: 'health-devices/rules',
          lazy: async () => ({ Component: (await import('#foundation/intake/web/rules-page.tsx')).LendingRulesPage }),
        },
        {
          path: 'fleet',
          lazy: async () => ({ Component: (await import('#foundation/fleet/web/fleet-page.tsx')).FleetPage }),
        },
        {
          path: 'fleet/new',
          lazy: async () => ({ Component: (await import('#foundation/fleet/web/vehicle-form.tsx')).NewVehiclePage }),
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
        {
          path: 'roving',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/planner-page.tsx')).PlannerPage,
          }),
        },
        {
          path: 'live',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/live/live-page.tsx')).LivePage,
          }),
        },
        {
          path: 'roving/coverage',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/coverage-page.tsx')).CoveragePage,
          }),
        },
        {
          path: 'roving/tomography',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/tomography-page.tsx')).TomographyPage,
          }),
        },
        {
          path: 'roving/evaluation',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/evaluation/evaluation-page.tsx')).EvaluationPage,
          }),
        },
        {
          path: 'roving/ct-screening',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/ct-screening-page.tsx')).CtOverviewPage,
          }),
        },
        {
          path: 'roving/basis',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/basis-page.tsx')).BasisPage,
          }),
        },
        {
          path: 'roving/print',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/print-page.tsx')).PrintPage,
          }),
        },
        {
          path: 'refills',
          lazy: async () => ({ Component: (await import('#care/pharmacy/web/refills/refill-page.tsx')).RefillPage }),
        },
        {
          path: 'message-gateway',
          lazy: async () => ({
            Component: (await import('#foundation/messaging/web/bureau/gateway-page.tsx')).GatewayPage,
          }),
        },
        {
          path: 'annual-reports',
          lazy: async () => {
            const { VillagePage } = await import('#care/portrait/web/report/staff/village-page.tsx');
            return { Component: () => <VillagePage portal="bureau" /> };
          },
        },
        {
          path: 'population-report',
          lazy: async () => ({
            Component: (await import('#care/portrait/web/report/bureau/population-page.tsx')).PopulationPage,
          }),
        },
        {
          path: 'who-lacks',
          lazy: async () => {
            const { LacksPage } = await import('#care/portrait/web/lacks-page.tsx');
            return { Component: () => <LacksPage portal="bureau" /> };
          },
        },
        {
          path: 'risk',
          lazy: async () => {
            const { RecallPage } = await import('#care/risk/web/recall-page.tsx');
            return { Component: () => <RecallPage portal="bureau" /> };
          },
        },
        {
          path: 'chronic-care',
          lazy: async () => ({
            Component: (await import('#programmes/chronic-care/web/bureau/cockpit-page.tsx')).CockpitPage,
          }),
        },
        {
          path: 'chronic-care/evaluation',
          lazy: async () => ({
            Component: (await import('#programmes/chronic-care/web/bureau/evaluation-page.tsx')).EvaluationPage,
          }),
        },
        {
          path: 'chronic-care/network',
          lazy: async () => ({
            Component: (await import('#programmes/chronic-care/web/bureau/network-page.tsx')).NetworkPage,
          }),
        },
        {
          path: 'family-doctor',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/bureau/evaluation-page.tsx')).FamilyEvaluationPage,
          }),
        },
        {
          path: 'family-doctor/contracts',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/bureau/contracts-page.tsx')).ContractsPage,
          }),
        },
        {
          path: 'family-doctor/packages',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/bureau/packages-page.tsx')).PackagesPage,
          }),
        },
        {
          path: 'points',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/points-page.tsx')).PointsPage,
          }),
        },
        {
          path: 'points/signs',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/signs-page.tsx')).SignsPage,
          }),
        },
        {
          path: 'points/new',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/point-page.tsx')).NewPointPage,
          }),
        },
        {
          path: 'points/:servicePointId',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/point-page.tsx')).PointPage,
          }),
        },
        {
          path: 'sites',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/sites-page.tsx')).SitesPage,
          }),
        },
        {
          path: 'sites/:servicePointId',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/site-page.tsx')).SitePage,
          }),
        },
        {
          path: 'sites/:servicePointId/sums',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/site-sums-page.tsx')).SiteSumsPage,
          }),
        },
        {
          path: 'network',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/bureau/network-page.tsx')).NetworkPage,
          }),
        },
        ...homeCareRooms,
        {
          path: 'settlements',
          lazy: async () => ({
            Component: (await import('#foundation/billing/web/bureau/settlements-page.tsx')).SettlementsPage,
          }),
        },
        {
          path: 'prices',
          lazy: async () => ({
            Component: (await import('#foundation/billing/web/bureau/prices-page.tsx')).PricesPage,
          }),
        },
        {
          path: 'identity',
          lazy: async () => ({
            Component: (await import('#foundation/registry/web/bureau/identity-page.tsx')).IdentityPage,
          }),
        },
        {
          path: 'opened-records',
          lazy: async () => ({
            Component: (await import('#foundation/registry/web/bureau/opened-records-page.tsx')).OpenedRecordsPage,
          }),
        },
        {
          path: 'import',
          lazy: async () => ({
            Component: (await import('#foundation/registry/web/bureau/import-page.tsx')).ImportPage,
          }),
        },
        {
          path: 'bulk-data',
          lazy: async () => ({
            Component: (await import('#foundation/record/web/bureau/bulk-data-page.tsx')).BulkDataPage,
          }),
        },
        {
          path: 'views',
          lazy: async () => ({ Component: (await import('#foundation/record/web/bureau/views-page.tsx')).ViewsPage }),
        },
        { path: 'audit', lazy: async () => ({ Component: (await import('./audit/audit-page.tsx')).AuditPage }) },
        { path: 'apps', lazy: async () => ({ Component: (await import('./apps/apps-page.tsx')).AppsPage }) },
        {
          path: 'apps/outside',
          lazy: async () => ({ Component: (await import('./apps/outside-page.tsx')).OutsidePage }),
        },
        {
          path: 'interfaces',
          lazy: async () => ({ Component: (await import('./interfaces-page.tsx')).InterfacesPage }),
        },
        {
          path: 'conformance',
          lazy: async () => ({ Component: (await import('./conformance-page.tsx')).ConformancePage }),
        },
        { path: 'gallery', lazy: async () => ({ Component: (await import('./gallery-page.tsx')).GalleryPage }) },
        {
          path: 'messengers',
          lazy: async () => ({
            Component: (await import('#foundation/identity-link/web/bureau/providers-page.tsx')).ProvidersPage,
          }),
        },
        {
          path: 'follow-up',
          lazy: async () => ({ Component: (await import('#care/follow-up/web/bureau/reach-page.tsx')).ReachPage }),
        },
        {
          path: 'phones',
          lazy: async () => ({
            Component: (await import('./phones-room.tsx')).PhonesRoom,
          }),
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
        { path: 'account', lazy: async () => ({ Component: (await import('../account/my-account.tsx')).MyAccount }) },
        { path: '*', element: <LostPage /> },
      ],
    },
  ],
  { basename: '/bureau' },
);

void startPortal({
  portal: 'bureau',
  density: 'desk',
  session: 'needed',
  messages: bureauMessages,
  children: (
    <StaffTheme>
      <RouterProvider router={router} />
    </StaffTheme>
  ),
});
