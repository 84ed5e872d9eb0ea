// What a script adds to a story. It reads in full without this file.
import { offerLeaving } from "./leaving";
import { offerPairs } from "./pairs";
import { keepPlace } from "./place";
import { offerPlayers } from "./player";
import { offerScenes } from "./scenes";

offerLeaving();
keepPlace();
offerPairs();
offerPlayers();
offerScenes();
