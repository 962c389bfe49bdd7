// Reading a dealing, where a field may be missing or null (nobody knows) or false (there is none).
import type { Answer, Dealing, Item, Party, PartyRole } from '../api/types';

export const partiesOf = (dealing: Dealing): Party[] => dealing.parties || [];
export const itemsOf = (dealing: Dealing): Item[] => dealing.items || [];
export const rolesOf = (party: Party): PartyRole[] => (Array.isArray(party.role) ? party.role : [party.role]);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Who orders, or the first who takes part. */
export function customerOf(dealing: Dealing): Party | undefined {
    const parties = partiesOf(dealing);
    return parties.find((party) => rolesOf(party).includes('orderer')) ?? parties[0];
}

/** What a person found about an indicator: recorded on its own, else handed in with the dealing. */
export function answerOf(indicator: string, recorded: Answer[], dealing: Dealing): Partial<Omit<Answer, 'evidence'>> & { evidence: string[] } | null {
    const own = recorded.findLast((answer) => answer.indicator === indicator);
    if (own) return own;
    const inside = dealing.answers ? dealing.answers[indicator as keyof typeof dealing.answers] : null;
    if (!inside?.state) return null;
    return { indicator, state: inside.state, note: textOf(inside.note), evidence: inside.evidence || [], by: textOf(inside.by), at: textOf(inside.at) };
}
