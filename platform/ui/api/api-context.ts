// Gives every screen the client of its portal.
import { createContext, useContext } from 'react';
import type { Api } from './call.ts';

export const ApiContext = createContext<Api | undefined>(undefined);

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('useApi needs a portal around it.');
  return api;
}
