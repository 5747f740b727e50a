// On the television: who asks, then the questions once somebody presses OK; nothing before that names an illness, others sit in the room.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { followUpRoutes, type TvReply } from '../../contract.ts';
import { TvAnswering } from './tv-answering.tsx';
import { TvButton, TvScreen } from './tv-keys.tsx';

const tvKey = ['follow-up', 'television'] as const;
/** It also tells that this person has a television. */
const lookEverySeconds = 60;

/** `children`: what the television shows while nobody asks. */
export function TvFollowUp({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const [later, setLater] = useState<readonly string[]>([]);
  const [answering, setAnswering] = useState<string>();
  const [thanks, setThanks] = useState<string>();
  const questions = useQuery({
    queryKey: tvKey,
    queryFn: ({ signal }) => api.call(followUpRoutes.television, { signal }),
    refetchInterval: lookEverySeconds * 1_000,
  });
  const keep = (reply: TvReply) => queries.setQueryData(tvKey, reply);
  const refuse = useMutation({
    mutationFn: (outreachId: string) => api.call(followUpRoutes.refuseTelevision, { params: { outreachId } }),
    onSuccess: (reply) => {
      keep(reply);
      setThanks(t('followUp.tv.refused'));
    },
  });
  const [refusing, setRefusing] = useState(false);
  if (thanks !== undefined)
    return (
      <TvScreen name="thanks">
        <h1>{thanks}</h1>
        <p>{t('followUp.tv.urgent')}</p>
        <TvButton onPress={() => setThanks(undefined)}>{t('followUp.tv.close')}</TvButton>
      </TvScreen>
    );
  const item = questions.data?.items.find(({ outreachId }) => !later.includes(outreachId));
  if (!item || !questions.data) return children;
  if (answering === item.outreachId)
    return (
      <TvAnswering
        item={item}
        today={questions.data.today}
        onLeave={() => setAnswering(undefined)}
        onDone={(reply) => {
          keep(reply);
          setAnswering(undefined);
          setThanks(t('followUp.tv.done'));
        }}
      />
    );
  if (refusing)
    return (
      <TvScreen name="refusing">
        <h1>{t('followUp.tv.refuseTitle')}</h1>
        <p>{t('followUp.tv.refuseText')}</p>
        <TvButton onPress={() => setRefusing(false)}>{t('followUp.tv.keep')}</TvButton>
        <TvButton
          quiet
          onPress={() => {
            setRefusing(false);
            refuse.mutate(item.outreachId);
          }}
        >
          {t('followUp.tv.refuse')}
        </TvButton>
      </TvScreen>
    );
  return (
    <TvScreen name="asked">
      <h1>{t('followUp.tv.title')}</h1>
      <p>{t('followUp.tv.text', { from: item.from, count: item.form.sections[0]?.items.length ?? 0 })}</p>
      <TvButton onPress={() => setAnswering(item.outreachId)}>{t('followUp.tv.begin')}</TvButton>
      <TvButton quiet onPress={() => setLater([...later, item.outreachId])}>
        {t('followUp.tv.later')}
      </TvButton>
      <TvButton quiet onPress={() => setRefusing(true)}>
        {t('followUp.tv.refuse')}
      </TvButton>
      <p className="quiet">{t('followUp.tv.hint')}</p>
    </TvScreen>
  );
}
