// Japanese public holidays, from the same package as the server's table.
import days from 'virtual:holidays';

export const holidays: ReadonlySet<string> = new Set(days);
