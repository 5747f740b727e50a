// What every door from outside must be able to do: send a person there, say who came back, and carry a card.
import type { ProviderName, ProviderSettings } from '../../contract.ts';

export interface ProviderConfig {
  name: ProviderName;
  settings: ProviderSettings;
  secret: string;
}

export interface Authorisation {
  /** Where the browser goes. */
  address: string;
  /** What the way back is checked against, beside the state; kept sealed by us. */
  checks: Record<string, string>;
}

/** `code` is the provider's own, such as 40029, or `no-answer`. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; code: string };

export interface Card {
  /** The same for every attempt. */
  deliveryId: string;
  subject: string;
  title: string;
  text: string;
  button: string;
  url: string;
  /** Page of a mini-program, with the entry. */
  entry: string;
  at: Date;
}
/** `unknown-user`: the link is broken. `refused`: this person wants no cards. `later`: try again. */
export type CardAnswer = 'sent' | 'refused' | 'unknown-user' | 'no-address' | { later: string } | { failed: string };

export interface DoorProvider {
  authorise(redirectUri: string, state: string): Promise<Authorisation>;
  /** Who came back; `callback` is the whole address with the provider's answer. */
  identify(callback: URL, state: string, checks: Record<string, string>): Promise<Answer<string>>;
  sendCard(card: Card): Promise<CardAnswer>;
  /** Whether the provider answers and takes our id and secret. */
  test(): Promise<Answer<true>>;
}
