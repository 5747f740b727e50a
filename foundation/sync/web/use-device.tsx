// Gives the screens below it the device: its state, its engine, documents that show anew when they change.
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useApi } from '#platform/ui/api/api-context.ts';
import type { SyncEngine } from '../rules/device/engine.ts';
import { DeviceSession, type DeviceState, type SyncStatus } from './device-session.ts';

const DeviceContext = createContext<DeviceSession | undefined>(undefined);

export function DeviceProvider({ portal, children }: { portal: string; children: ReactNode }) {
  const api = useApi();
  const [session] = useState(() => new DeviceSession(api, portal));
  useEffect(() => {
    void session.start();
  }, [session]);
  return <DeviceContext value={session}>{children}</DeviceContext>;
}

export function useDeviceSession(): DeviceSession {
  const session = useContext(DeviceContext);
  if (!session) throw new Error('useDeviceSession needs a DeviceProvider around it.');
  return session;
}

export function useDeviceState(): DeviceState {
  const session = useDeviceSession();
  return useSyncExternalStore(session.subscribe, () => session.state);
}

/** Inside of the gate only: the device is open there. Shows anew after every change of the engine. */
export function useEngine(): SyncEngine {
  const state = useDeviceState();
  if (state.state !== 'open') throw new Error('The device is locked.');
  return state.engine;
}

export function useSyncStatus(): SyncStatus {
  const state = useDeviceState();
  return state.state === 'open' ? state.status : { running: false };
}
