// Who is signed in at this portal, what they may do, and how they leave.
import { createContext, useContext } from 'react';
import { signOut as signOutRoute, type Me } from '#platform/access-contract.ts';
import { useApi } from '../api/api-context.ts';
import { clearDrafts } from '../form/use-draft.ts';

export const SessionContext = createContext<Me | undefined>(undefined);

export function useMe(): Me {
  const me = useContext(SessionContext);
  if (!me) throw new Error('useMe needs a signed-in portal around it.');
  return me;
}

export const useMay = (permission: string): boolean => useMe().permissions.includes(permission);

/** The door, which brings the reader back to the page where the session ended. */
export function doorAddress(portal: string, back: string): string {
  const search = new URLSearchParams({ portal });
  // The first page may stand in the address without its last slash.
  const whole = back.replace(new RegExp(`^/${portal}(?=\\?|$)`), `/${portal}/`);
  if (whole.startsWith(`/${portal}/`)) search.set('back', whole);
  return `/?${search.toString()}`;
}

export function useSignOut(portal: string): () => Promise<void> {
  const api = useApi();
  return async () => {
    clearDrafts();
    // Whoever leaves goes to the door even if the server can't be told; the session ends there by itself.
    await api.call(signOutRoute).catch(() => undefined);
    location.assign(doorAddress(portal, ''));
  };
}
