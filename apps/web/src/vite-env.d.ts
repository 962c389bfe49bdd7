/// <reference types="vite/client" />
declare module 'virtual:theme.css';
declare module 'virtual:holidays' {
    const days: string[];
    export default days;
}
