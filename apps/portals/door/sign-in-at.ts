// Signs in at a portal and opens it; says when the account has no place there.
import { signIn } from '#platform/access-contract.ts';
import { joinOutside } from '#platform/apps-contract.ts';
import { createApi, type Api } from '#platform/ui/api/call.ts';
import { currentLanguage } from '#platform/ui/i18n/i18n.ts';
import { placeAfterSignIn, portalsOf, type PortalName } from '../portal-of-role.ts';

export interface Credentials {
  account: string;
  password: string;
  code?: string;
}

const createPortalApi = (portal: PortalName): Api =>
  createApi({ portal, language: currentLanguage, onUnauthenticated: () => undefined });

const outsideStates = ['failed', 'unknown', 'link', 'messenger', 'factor'] as const;
type OutsideState = (typeof outsideStates)[number];

/** What came of an attempt to sign in with a provider from outside. */
export function outsideState(): OutsideState | undefined {
  const state = new URLSearchParams(location.search).get('outside');
  return outsideStates.find((one) => one === state);
}

/** The door that was asked for where the account's roles fit it, otherwise the first that fits. */
export async function signInAt(api: Api, credentials: Credentials, asked: PortalName): Promise<'opened' | 'no-door'> {
  const back = new URLSearchParams(location.search).get('back');
  const { me } = await api.call(signIn, { body: { ...credentials, portal: asked } });
  const doors = portalsOf(me.roles);
  if (doors.length === 0) return 'no-door';
  const portal = doors.includes(asked) ? asked : (doors[0] as PortalName);
  // The cookie belongs to one portal: the session opens again at the right one.
  if (portal !== asked) await api.call(signIn, { body: { ...credentials, portal } });
  // Who came from outside a moment ago is the owner of this account: from now on the button is enough.
  if (outsideState() === 'link')
    await createPortalApi(portal)
      .call(joinOutside)
      .catch(() => undefined);
  location.assign(placeAfterSignIn(portal, back));
  return 'opened';
}
