// The residents' portal: one thing a page, readable for old eyes.
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { NoticesPage } from '#foundation/messaging/web/resident/notices.tsx';
import { PersonInViewProvider } from '#foundation/registry/web/resident/person-in-view.tsx';
import { withTexts } from '#platform/ui/i18n/i18n.ts';
import { startPortal } from '#platform/ui/portal/start-portal.tsx';
import { readElderMode } from '#platform/ui/theme/density.ts';
import { LostPage } from '../lost-page.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { HomePage } from './home-page.tsx';
import { ResidentFrame } from './resident-frame.tsx';
import {
  consentTexts,
  ctTexts,
  homeCareTexts,
  identityLinkTexts,
  indexTexts,
  intakeTexts,
  refillTexts,
  reminderTexts,
  reportTexts,
  riskTexts,
  summaryTexts,
  tvTexts,
} from './room-texts.ts';
import { residentMessages } from './resident-messages.ts';

const router = createBrowserRouter(
  [
    {
      element: <ResidentFrame />,
      errorElement: <LostPage />,
      hydrateFallbackElement: <Skeleton lines={6} />,
      children: [
        { index: true, element: <HomePage /> },
        {
          path: 'record',
          lazy: async () => ({ Component: (await import('#foundation/record/web/resident/my-record.tsx')).MyRecord }),
        },
        {
          path: 'record/summary',
          lazy: () =>
            withTexts(summaryTexts, async () => ({
              Component: (await import('#foundation/record/web/transfer/my-summary.tsx')).MySummary,
            })),
        },
        {
          path: 'visits',
          lazy: async () => ({ Component: (await import('#programmes/roving/web/resident/my-visits.tsx')).MyVisits }),
        },
        {
          path: 'orders',
          lazy: async () => ({
            Component: (await import('#foundation/orders/web/resident/my-orders.tsx')).MyOrders,
          }),
        },
        {
          path: 'orders/new/:kind',
          lazy: async () => ({ Component: (await import('#foundation/orders/web/resident/ask-page.tsx')).AskPage }),
        },
        {
          path: 'orders/:personId/:orderId',
          lazy: async () => ({ Component: (await import('#foundation/orders/web/resident/my-order.tsx')).MyOrder }),
        },
        {
          path: 'health-index',
          lazy: () =>
            withTexts(indexTexts, async () => ({
              Component: (await import('#care/portrait/web/resident/my-index.tsx')).MyIndex,
            })),
        },
        {
          path: 'annual-report',
          lazy: () =>
            withTexts(reportTexts, async () => ({
              Component: (await import('#care/portrait/web/report/resident/my-report.tsx')).MyReport,
            })),
        },
        {
          path: 'risk',
          lazy: () =>
            withTexts(riskTexts, async () => ({
              Component: (await import('#care/risk/web/resident/my-risk.tsx')).MyRisk,
            })),
        },
        {
          path: 'medicines',
          lazy: () =>
            withTexts(reminderTexts, () =>
              withTexts(refillTexts, async () => ({
                Component: (await import('#care/pharmacy/web/resident/my-medicines.tsx')).MyMedicines,
              })),
            ),
        },
        {
          path: 'tv',
          lazy: () =>
            withTexts(reminderTexts, () =>
              withTexts(tvTexts, async () => ({ Component: (await import('./tv-room.tsx')).TvRoom })),
            ),
        },
        {
          path: 'ct-screening',
          lazy: () =>
            withTexts(ctTexts, async () => ({
              Component: (await import('#programmes/roving/web/resident/ct-screening-page.tsx')).CtScreeningPage,
            })),
        },
        {
          path: 'chronic-care',
          lazy: async () => ({
            Component: (await import('#programmes/chronic-care/web/resident/my-chronic-page.tsx')).MyChronicPage,
          }),
        },
        {
          path: 'family-doctor',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/resident/my-doctor-page.tsx')).MyDoctorPage,
          }),
        },
        {
          path: 'family-doctor/messages',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/resident/my-messages-page.tsx')).MyMessagesPage,
          }),
        },
        {
          path: 'home-care',
          lazy: () =>
            withTexts(homeCareTexts, async () => ({
              Component: (await import('#care/home-care/web/resident/home-care-page.tsx')).HomeCarePage,
            })),
        },
        {
          path: 'home-care/new',
          lazy: () =>
            withTexts(homeCareTexts, async () => ({
              Component: (await import('#care/home-care/web/resident/order-page.tsx')).OrderPage,
            })),
        },
        {
          path: 'home-care/:personId/:orderId',
          lazy: () =>
            withTexts(homeCareTexts, async () => ({
              Component: (await import('#care/home-care/web/resident/track-page.tsx')).TrackPage,
            })),
        },
        {
          path: 'my-devices',
          lazy: () =>
            withTexts(intakeTexts, async () => ({
              Component: (await import('#foundation/intake/web/resident/my-devices-page.tsx')).MyDevicesPage,
            })),
        },
        { path: 'looked', lazy: async () => ({ Component: (await import('./who-looked.tsx')).WhoLooked }) },
        {
          path: 'settings',
          lazy: () =>
            withTexts(identityLinkTexts, async () => ({
              Component: (await import('./settings-page.tsx')).SettingsPage,
            })),
        },
        {
          path: 'family',
          lazy: async () => ({
            Component: (await import('#foundation/registry/web/resident/my-family.tsx')).MyFamily,
          }),
        },
        {
          path: 'consents',
          lazy: () =>
            withTexts(consentTexts, async () => ({
              Component: (await import('#foundation/registry/web/resident/my-consents.tsx')).MyConsents,
            })),
        },
        {
          path: 'link-identity',
          lazy: () =>
            withTexts(identityLinkTexts, async () => ({
              Component: (await import('#foundation/identity-link/web/resident/link-identity-page.tsx'))
                .LinkIdentityPage,
            })),
        },
        { path: 'notices', element: <NoticesPage /> },
        { path: '*', element: <LostPage /> },
      ],
    },
  ],
  { basename: '/resident' },
);

void startPortal({
  portal: 'resident',
  density: readElderMode() ? 'elder' : 'resident',
  session: 'needed',
  messages: residentMessages,
  children: (
    <PersonInViewProvider>
      <RouterProvider router={router} />
    </PersonInViewProvider>
  ),
});
