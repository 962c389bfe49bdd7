// A long call as a job: the server tells its progress as events; at the end the job is read once with its result. If the
// stream breaks the job is asked for by polling.
import { useEffect, useState } from 'react';
import { change, get, part } from '../../api/client';
import type { Job } from '../../api/types';

const isOver = (job: Job) => job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';

export function useJob(id: string | null) {
    const [job, setJob] = useState<Job | null>(null);
    const [trouble, setTrouble] = useState<unknown>(null);
    useEffect(() => {
        setJob(null);
        setTrouble(null);
        if (!id) return undefined;
        const path = `/v1/jobs/${part(id)}`;
        let isGone = false;
        let timer: number | undefined;
        const ask = async () => {
            try {
                const now = await get<Job>(path);
                if (isGone) return;
                setJob(now);
                if (!isOver(now)) timer = window.setTimeout(() => void ask(), 1000);
            } catch (cause) {
                if (!isGone) setTrouble(cause);
            }
        };
        const events = new EventSource(`${path}/events`);
        const hear = (event: MessageEvent<string>) => {
            const now = JSON.parse(event.data) as Job;
            if (isOver(now)) {
                events.close();
                void ask();
            } else setJob(now);
        };
        events.onmessage = hear;
        events.addEventListener('progress', hear);
        events.onerror = () => {
            events.close();
            void ask();
        };
        return () => {
            isGone = true;
            window.clearTimeout(timer);
            events.close();
        };
    }, [id]);
    const cancel = () => (id ? change<Job>('DELETE', `/v1/jobs/${part(id)}`).catch(setTrouble) : undefined);
    return { job, trouble, cancel, isOver: !!job && isOver(job) };
}
