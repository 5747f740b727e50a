// Screens follow topics: messages refresh the queries that show them.
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import type { LiveClient } from './live-client.ts';
import type { LiveMessage, LiveState } from './live-connection.ts';

export const LiveContext = createContext<LiveClient | undefined>(undefined);

/** Hands over each message of the topic as it comes. */
export function useLive(topic: string | undefined, hear: (message: LiveMessage) => void): void {
  const live = useContext(LiveContext);
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  useEffect(() => (topic ? live?.follow([topic], (message) => latest.current(message)) : undefined), [live, topic]);
}

/** Asks the server again for these queries when the topic speaks, or when messages were missed. */
export function useLiveRefresh(topic: string | undefined, ...keys: QueryKey[]): void {
  const queries = useQueryClient();
  useLive(topic, () => {
    for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
  });
}

export function useLiveState(): LiveState {
  const live = useContext(LiveContext);
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => live?.onState(setState), [live]);
  return state;
}
