// What somebody's answer to a reminder means: a stop word, a word that takes reminders up again, or anything else.

export type ReplyMeaning = 'stop' | 'resume' | 'other';
const stopWords = ['停', '停止', '退订', '取消提醒', 'TD', 'T', 'STOP'];
const resumeWords = ['开', '开始', '恢复', 'HF', 'START'];

/** Full-width letters, small letters, spaces and marks make no difference; a sentence that holds such a word is no stop word. */
export function meaningOf(text: string): ReplyMeaning {
  const word = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{P}\p{S}\p{C}]/gu, '');
  return stopWords.includes(word) ? 'stop' : resumeWords.includes(word) ? 'resume' : 'other';
}
