// The crew's portal: works on a tablet or phone without a network; a PIN opens what lies on the device.
import { createBrowserRouter, type RouteObject } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { DeviceGate } from '#foundation/sync/web/device-gate.tsx';
import { DeviceProvider } from '#foundation/sync/web/use-device.tsx';
import { startPortal } from '#platform/ui/portal/start-portal.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { PersonParts } from '#programmes/roving/web/crew/person-part.ts';
import { LostPage } from '../lost-page.tsx';
import { CrewFrame } from './crew-frame.tsx';
import { crewMessages } from './crew-messages.ts';
import { DevicePage } from './device-page.tsx';
import { registerLocalKinds } from './local-kinds.ts';
import { personParts } from './person-parts.ts';
import { WaitingPage } from './waiting-page.tsx';

/** The page of a day's work, fetched (from the device's own cache) when it is opened. */
const page = (load: () => Promise<RouteObject['Component']>): Pick<RouteObject, 'lazy'> => ({
  lazy: async () => ({ Component: await load() }),
});
const crew = {
  today: page(async () => (await import('#programmes/roving/web/crew/today-page.tsx')).TodayPage),
  stop: page(async () => (await import('#programmes/roving/web/crew/stop-page.tsx')).StopPage),
  register: page(async () => (await import('#programmes/roving/web/crew/register-page.tsx')).RegisterPage),
  person: page(async () => (await import('#programmes/roving/web/crew/person-page.tsx')).PersonPage),
  form: page(async () => (await import('#programmes/roving/web/crew/form-page.tsx')).FormPage),
  guide: page(async () => (await import('#programmes/roving/web/crew/guide-page.tsx')).GuidePage),
  summary: page(async () => (await import('#programmes/roving/web/crew/summary-page.tsx')).SummaryPage),
  stock: page(async () => (await import('#care/pharmacy/web/crew/stock-page.tsx')).StockPage),
  part: page(async () => (await import('#programmes/roving/web/crew/part-page.tsx')).PartPage),
};

registerLocalKinds();
const router = createBrowserRouter(
  [
    {
      element: <CrewFrame />,
      errorElement: <LostPage />,
      hydrateFallbackElement: <Skeleton lines={6} />,
      children: [
        { index: true, ...crew.today },
        { path: 'stop/:visitId', ...crew.stop },
        { path: 'stop/:visitId/register', ...crew.register },
        { path: 'stop/:visitId/person/:personId', ...crew.person },
        { path: 'stop/:visitId/person/:personId/particulars', ...crew.register },
        { path: 'stop/:visitId/person/:personId/form/:form', ...crew.form },
        { path: 'stop/:visitId/person/:personId/guide', ...crew.guide },
        { path: 'stop/:visitId/person/:personId/summary', ...crew.summary },
        { path: 'stop/:visitId/person/:personId/part/:part', ...crew.part },
        { path: 'stop/:visitId/stock', ...crew.stock },
        { path: 'waiting', element: <WaitingPage /> },
        { path: 'device', element: <DevicePage /> },
        { path: '*', element: <LostPage /> },
      ],
    },
  ],
  { basename: '/crew' },
);

if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/crew-worker.js', { scope: '/crew/' });

void startPortal({
  portal: 'crew',
  density: 'resident',
  session: 'none',
  messages: crewMessages,
  children: (
    <DeviceProvider portal="crew">
      <DeviceGate portal="crew">
        <PersonParts value={personParts}>
          <RouterProvider router={router} />
        </PersonParts>
      </DeviceGate>
    </DeviceProvider>
  ),
});
