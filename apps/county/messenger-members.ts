// Invented members of the simulated messengers; none is linked with an account until somebody in the demo does it.
export const messengerMembers = [
  { id: 'chengchunhua', name: '程春华' },
  { id: 'panguoqing', name: '潘国庆' },
  { id: 'fangmeiling', name: '方美玲' },
] as const;
