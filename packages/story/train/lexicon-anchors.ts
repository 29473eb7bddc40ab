/**
 * Which WordNet synsets stand for what a breakdown lists. A noun belongs to the nearest of these above it. Synsets
 * are written `lemma#sense`, sense numbers as WordNet 3.1 orders them.
 */
export const ANCHORS: Readonly<Record<string, string>> = {
  person: 'person#1',
  crowd: 'gathering#1 crowd#1 audience#1 unit#3 crew#1 team#1 musical_organization#1',
  animal: 'animal#1',
  vehicle: 'vehicle#1 public_transport#1',
  garment: 'clothing#1 footwear#1 footwear#2 headdress#1 spectacles#1 sunglasses#1 garment#1 mask#1 mask#4 hairpiece#1',
  jewelry: 'jewelry#1 watch#1 jewel#1',
  furnishing:
    'furniture#1 furnishing#2 lamp#1 lamp#2 lighting_fixture#1 white_goods#1 kitchen_appliance#1 decoration#1 sign#2 ' +
    'signboard#1 picture#1 painting#1 mirror#1 floor_cover#1 sculpture#1 poster#1 clock#1 television_receiver#1 ' +
    'curtain#1 plumbing_fixture#1 bedclothes#1 stove#1 aquarium#1 shelf#1 mailbox#1 chandelier#1 mannequin#2 easel#1',
  weapon: 'weapon#1 ammunition#1 explosive_device#1 projectile#1 handcuff#1',
  food: 'food#1 food#2 beverage#1 foodstuff#2 tobacco#1 drug#1 medicine#2 drug_of_abuse#1 edible_fruit#1',
  document:
    'document#1 document#2 card#1 letter#1 newspaper#1 newspaper#3 publication#1 photograph#1 map#1 ticket#1 envelope#1 book#1 book#2 ' +
    'notebook#1 paper#1 paper#4 sheet#2 magazine#1 magazine#2 mail#1 mail#4 bill#2 note#2 diary#1 diary#2 manuscript#1 folder#1 ' +
    'stationery#1 writing_paper#1',
  money: 'money#1 money#3 currency#1 cash#1 coin#1 bill#3 medium_of_exchange#1 credit_card#1',
  electronics:
    'telephone#1 electronic_equipment#1 computer#1 camera#1 telephone_receiver#1 audio_system#1 radio#2 microphone#1',
  container: 'container#1 luggage#1',
  tool: 'tool#1 implement#1 instrument#1 writing_implement#1 cutlery#2 kitchen_utensil#1 tableware#1 brush#2 match#1 lighter#2 candle#1 umbrella#1',
  plaything: 'plaything#1 game_equipment#1 sports_equipment#1 musical_instrument#1 flag#1 balloon#1 ball#1',
  toiletry: 'toiletry#1 cosmetic#1 toilet_tissue#1 towel#1 handkerchief#1 bandage#1 cigarette#1 cigar#1',
  device: 'device#1 equipment#1 machine#1 instrumentality#3 cloth#1 fabric#1 commodity#1 sheet#1 article#2 strip#2',
  // Things of no other class: props only where hands are plainly on them.
  matter:
    'artifact#1 substance#1 substance#7 creation#2 plant_part#1 film#1 film#4 article#1 evidence#2 identification#2 fluid#1',
  flower: 'flower#1 flower#2 bouquet#1 houseplant#1',
  // Seen, but nothing that a department brings.
  place:
    'structure#1 building#1 building_material#1 way#6 way#1 area#1 room#1 opening#1 opening#10 door#1 window#1 wall#1 surface#1 location#1 ' +
    'movable_barrier#1 barrier#1 stairway#1 floor#1 ceiling#1 roof#1 passage#3 excavation#1 geological_formation#1 ' +
    'body_of_water#1 region#1 facility#1 facility#4 plant#2 light#7 light#1 mechanism#5 auto_part#1 part#2 component#3 ' +
    'supporting_structure#1 block#1 road#1 land#4 land#2 enclosure#1 sky#1 support#10 top#9 arena#1 line#18 fixture#1',
  body: 'body_part#1 body#1 body_covering#1 bodily_process#1',
};

/** Too general to be listed, or another thing in a script than in WordNet. */
export const DROPPED =
  'thing object stuff item way unit piece end side top bottom back front part set line point place set track trap figure shape form ' +
  'one bit beat shot scene angle camera frame image view moment title turn look fact case hand arm head face drawing key-out ' +
  'sight sound light lights shadow air water sky sun moon star hell heaven hand matter use work rest deal break check kick hold ' +
  'position game show act play scale key-light mark sense will might mine stand step second minute hour time ' +
  'home house room door window wall floor ceiling stairs stair staircase steps counter porch gate fence bar corner edge ' +
  'control action button handle lever switch knob trigger engine wheel seat windshield hood dash brake screen lock cover support base ' +
  'space surface level layer mass pile stack bunch load roll row spot patch block cut crack hole blow pull push drop ' +
  'lead leads chance order draw well still silk silence joint system movement wave net race spell ring-tone character contact ' +
  'dog-eared read call-in crown cobweb jean kind sort type list deed quarter nickel dime toast club record round mess moment focus close foot feet lid crack-up mouthpiece bottom bump medium means machine device equipment';

/** What the script's own usage decides, over WordNet: class → nouns. */
export const OVERRIDES: Readonly<Record<string, string>> = {
  vehicle:
    'police_cruiser cop_car delivery_truck dump_truck garbage_truck fire_truck pickup_truck ice_cream_truck big_rig semi eighteen-wheeler flatbed town_car sports_car race_car racecar hot_rod lowrider hummer humvee land_cruiser landrover station-wagon caravan horse_and_carriage stagecoach chariot rickshaw streetcar trolley locomotive freight_train submarine hovercraft jet_ski barge tugboat gondola pirate_ship cruise_ship steamboat airliner private_jet fighter_jet bomber glider hot_air_balloon zeppelin blimp ufo flying_saucer starship shuttle space_shuttle moped dirt_bike quad_bike atv tricycle unicycle bulldozer forklift backhoe hearse paddy_wagon armored_car getaway_car saab peugeot renault citroen alfa maserati aston_martin oldsmobile studebaker packard skoda lada kia hyundai suzuki yamaha kawasaki ducati taurus civic accord camry corolla explorer bronco car truck van taxi cab bus limo limousine suv jeep sedan pickup motorcycle motorbike bike bicycle scooter helicopter chopper plane ' +
    'airplane jet boat ship yacht canoe ferry train subway tram ambulance cruiser squad_car police_car patrol_car fire_engine fire_truck ' +
    'tractor trailer wagon carriage hearse convertible station_wagon minivan coupe hatchback camper rv motorhome spaceship spacecraft ' +
    'rocket_ship 747 tank raft rowboat speedboat sailboat dinghy tow_truck school_bus golf_cart go-kart snowmobile jetpack biplane ' +
    'porsche mazda lexus landcruiser volkswagen vw toyota honda ford chevy chevrolet cadillac mercedes bmw buick dodge mustang corvette ' +
    'ferrari lamborghini bentley rolls-royce audi volvo subaru nissan jaguar fiat mini prius tesla camaro impala beetle harley vespa ' +
    'land_rover range_rover defender gti pontiac oldsmobile lincoln plymouth chrysler charger thunderbird',
  furnishing:
    'tablecloth barbecue grill casket urn_stand workbench drafting_table exam_table examination_table conference_table dining_table dinner_table dressing_table card_table rocking_horse playpen bassinet high_chair car_seat booster_seat wall_clock grandfather_clock cuckoo_clock ceiling_lamp floor_lamp desk_lamp table_lamp lava_lamp nightlight night-light string_lights christmas_lights fairy_lights doormat welcome_mat bath_mat shower_curtain linens sheet_set comforter quilt pillowcase bedspread throw_pillow trophy_case display_case glass_case bookcase magazine_rack wine_rack coat_hook hat_stand umbrella_stand chaise recliner ottoman footstool highchair barstool bar_stool changing_table filing_cabinet file_cabinet locker lockers vending_machine slot_machine pool_table ping-pong_table picnic_table operating_table gurney_bed water_cooler coat_rack hat_rack tapestry portrait photograph_frame picture_frame family_photos chalk_board easel globe_stand aquarium fish_tank candelabra candlestick ceiling_fan fan heater radiator air_conditioner washing_machine dryer dishwasher microwave_oven toaster coffee_maker coffee_machine blender scarecrow totem plaque flagpole birdbath swing_set sandbox trampoline hot_tub jacuzzi potted_plant houseplants shrub shrubs cactus hay_bale wreckage junk debris_pile rubble desk table chair couch sofa bed bench stool armchair nightstand dresser wardrobe cabinet bookshelf bookcase shelf shelves rug carpet ' +
    'curtain curtains blinds drapes lamp chandelier mirror painting canvas poster sign banner clock television tv tv_set monitor refrigerator ' +
    'fridge freezer oven stove microwave sink bathtub tub shower toilet piano statue trash_can dumpster trash wastebasket mailbox cradle crib ' +
    'headstone tombstone grave coffin altar cross pew podium fountain christmas_tree hedge bush bushes vine vines billboard neon_sign ' +
    'streetlight street_light jukebox fireplace throne bunk cot hammock mattress pillow blanket cushion rocker rocking_chair workbench ' +
    'workstation cubicle whiteboard blackboard chalkboard bulletin_board front_desk coffee_table counter_top barrel crate crates shopping_cart ' +
    'cart bone bones skeleton chain_link photo_frame decorations balloons streamers furniture mailboxes barrels tent tombstones',
  electronics:
    'machine copy_machine fax_machine fax copier photocopier xerox_machine ink_cartridge toner toner_cartridge cable power_cord extension_cord disk disc diskette floppy_disk hard_disk cd-rom microchip sim_card oscilloscope control_panel electrode router joystick headlamp spotlight night-vision_goggles wiretap tracking_device sensor ventilator heart_monitor polygraph cellular walkie amplifier speaker charger joystick game_controller flash_drive thumb_drive usb_stick modem timer vacuum hair_dryer hairdryer electric_razor video_camera webcam videotape video_tape tape_deck answering_machine metal_detector geiger_counter telegraph game_console phone cell cellphone cell_phone mobile smartphone telephone receiver handset speakerphone walkie-talkie radio camera camcorder ' +
    'laptop computer keyboard mouse tablet ipad iphone ipod headphones headset earphones earpiece remote remote_control calculator printer ' +
    'stereo boombox microphone mic megaphone flashlight torch lantern projector recorder tape_recorder cassette cd dvd vcr pager beeper ' +
    'blackberry usb hard_drive floppy memory_card clock_radio alarm_clock detonator walkman discman intercom scanner',
  weapon:
    'pocketknife machine_gun gatling_gun cannon blade scalpel whip noose flare_gun flare pepper_spray slingshot dart stake pike sabre rapier scythe sickle shield armor nunchucks brass_knuckles rocket_launcher missile landmine cartridge gun pistol rifle shotgun revolver handgun glock beretta knife dagger sword axe machete bomb grenade bullet bullets bow arrow spear ' +
    'baton nightstick taser whip harpoon crossbow dynamite uzi holster luger magnum ak-47 switchblade razor handcuffs cuffs club',
  document:
    'identification registration report invoice subpoena invoice keycard key_card access_card swipe_card nametag name_tag price_tag lanyard printout print-out transcript blueprint floor_plan negative negatives x-rays lab_report autopsy_report police_report case_file birth_certificate death_certificate boarding_pass train_ticket plane_ticket parking_ticket lottery_ticket movie_ticket love_letter suicide_note get-well_card greeting_card valentine postage_stamp cookbook yearbook phonebook guidebook coloring_book sheet_of_paper slip_of_paper scrap_of_paper picture pictures video videocassette notepad legal_pad sketch_pad warrant clipping sketch sketchbook portrait_photo photo_album pamphlet leaflet ballot coupon coupons voucher parchment scroll index_card flashcard flyer crossword cheque checkbook chequebook phone_book directory cookbook novel poem autograph logbook ledger timetable schedule agenda résumé resume memo fax sheet_music score_sheet chart x-ray sticker handbill invitation invitations ransom_note letter note envelope mail card postcard book notebook newspaper paper papers magazine photo photograph snapshot picture_frame map ticket ' +
    'passport contract receipt bill bills document documents file files folder clipboard diary journal bible script manuscript menu ' +
    'brochure flyer pamphlet leaflet business_card birthday_card id license badge diploma certificate letterhead polaroid ' +
    'telegram blueprint envelope page pages scrapbook album encyclopedia comic comic_book post-it paperback textbook dossier catalog',
  money: 'money cash coin coins dollar bills_of_cash wad wallet purse credit_card wad_of_cash',
  food:
    'cheese butter ham sausage pasta spaghetti noodle noodles rice potato potatoes carrot tomato onion lettuce fish_and_chips chip chips crisps cracker crackers pretzel pretzels lollipop honey sugar salt pepper ketchup mustard yogurt oatmeal pancake pancakes waffle waffles muffin omelette turkey roast sundae milkshake smoothie lemonade iced_tea espresso cappuccino champagne_bottle whisky scotch bourbon rum gin tequila brandy liquor ale cider tobacco capsule tablet_pill aspirin inhaler vitamin vaccine antidote poison birthday_cake dessert cereal_box bean beans peanut pickle grape grapes strawberry strawberries cherry lemon lime pineapple watermelon melon pear peach coconut mushroom mushrooms food beer wine champagne whiskey vodka coffee tea water_bottle juice milk soda coke sandwich pizza burger hamburger fries cake pie cookie ' +
    'cookies bread egg eggs bacon cereal soup salad steak chicken_leg apple orange banana fruit candy chocolate popcorn ice_cream ' +
    'donut doughnut bagel cigarette cigar joint_cigarette pipe_tobacco pill pills drug drugs cocaine heroin medicine syringe dinner breakfast ' +
    'lunch meal snack groceries grocery drink drinks cocktail martini latte burrito taco hot_dog gum peanuts',
  container:
    'vial canister platter saucer carafe decanter thermos test_tube beaker gas_can jerrycan trash_bag garbage_bag shopping_bag paper_bag plastic_bag gym_bag tote toolbox tool_box tackle_box ring_box lunch_box pizza_box pill_bottle water_bottle beer_bottle wine_bottle champagne_glass wine_glass urn canteen knapsack rucksack satchel holster_bag wallet_case guitar_case violin_case cage birdcage bag bags box boxes suitcase briefcase backpack handbag bottle bottles cup cups mug glass glasses_of_wine plate plates bowl tray jar can ' +
    'pitcher thermos flask basket bucket duffel duffel_bag luggage sack package parcel carton cooler lunchbox purse trunk_box ashtray vase ' +
    'attache satchel pouch tub_of keg jug goblet teapot kettle pot pan tumbler shot_glass wineglass',
  tool:
    'tool tools supplies art_supplies cleaning_supplies gadget syringe hypodermic test_strip petri_dish pipette dish dishes silverware teaspoon tablespoon ladle whisk rolling_pin frying_pan skillet saucepan cutting_board teapot_lid toolkit first-aid_kit sewing_kit sandbag firewood kindling zip_tie zip_ties bungee_cord jumper_cables tire_iron lug_wrench crutch walking_stick fire_extinguisher hose_pipe watering_can flyswatter mousetrap cage birdcage leash muzzle dog_bowl wand baton_stick measuring_tape ruler soldering_iron welding_torch paint_can paint_roller easel_brush clay canvas_roll camcorder_bag tripod clapboard megaphone_horn corkscrew bottle_opener can_opener duct_tape chalk eraser ruler stapler paperclip thumbtack pushpin clamp pliers bolt pickaxe hatchet spade chainsaw blowtorch bellows feather_duster dustpan vacuum_cleaner ironing_board squeegee life_jacket life_preserver parachute sleeping_bag padlock crank winch pulley tarp bucket_and_mop rag cloth_rag wheelchair walker stroller baby_carriage wheelbarrow skateboard surfboard sled oxygen_mask oxygen_tank defibrillator thermometer iv_bag bedpan gavel quill inkwell typewriter_ribbon paint paints palette canvas_bag chisel anvil goblet chalice rosary crucifix cross_necklace ouija_board spade hourglass cigarette_zippo matchbook ashtray pipe pacifier diaper diapers baby_bottle rattle key keys keychain hammer wrench screwdriver saw shovel rake broom mop ladder stepladder rope chain tape pen pencil marker brush paintbrush ' +
    'scissors clippers needle thread fork spoon chopsticks zippo match matches candle umbrella cane crutch crutches stick rock stone brick ' +
    'straw napkin spatula crowbar drill nail screw glue stamp flashbulb lightbulb light_bulb battery batteries hose net fishing_rod fishing_pole ' +
    'pole pitchfork lawnmower lawn_mower hedge_clippers plunger sponge wire tweezers stethoscope binoculars telescope microscope compass ' +
    'magnifying_glass trowel bait hook fishing_line dropcloth typewriter stretcher gurney leash collar_leash saddle sword_sheath oar paddle',
  plaything:
    'board_game video_game playing_card poker_chip poker_chips dart_board marble hula_hoop jump_rope tennis_racket racquet racket golf_club golf_ball hockey_stick puck skis ski snowboard boxing_glove tambourine cello keyboard_instrument ukulele clarinet bugle accordion bagpipe action_figure toy_car stuffed_animal snow_globe music_box jack-in-the-box pinata piñata paper_airplane snowball basket_of_eggs baton_twirl flag pom-pom pompoms tiara souvenir keepsake ornament doll teddy_bear toy ball baseball football basketball bat baseball_bat kite puzzle dice cards playing_cards chess chessboard guitar violin ' +
    'drum drums trumpet harmonica banjo saxophone flute balloon frisbee yo-yo puppet marbles trophy medal ribbon wand crystal_ball hoop ' +
    'gift present presents wreath confetti',
  toiletry:
    'toothpaste shampoo shaving_cream deodorant nail_polish hairspray cologne q-tip cotton_ball condom tampon sponge_bath tissue_box nail_file mouthwash lipstick toothbrush towel tissue handkerchief kleenex bandage band-aid lotion soap comb hairbrush perfume mascara razor_blade makeup_kit compact',
  jewelry:
    'cufflink medallion amulet talisman chain_necklace pearl pearls diamond diamonds gem ruby ring wedding_ring wedding_band engagement_ring necklace bracelet earring earrings locket watch wristwatch pocket_watch brooch pendant',
  garment:
    'blazer cardigan polo_shirt tank_top undershirt jumpsuit tunic toga leggings tights pantyhose garter corset lingerie negligee boxers boxer_shorts briefs loincloth mitten mittens earmuffs turban headscarf hijab bonnet top_hat cowboy_hat baseball_cap hard_hat hairnet headband visor spectacles monocle contact_lens sandals flip-flops loafers moccasins cowboy_boots galoshes trench_coat lab_coat fur_coat windbreaker parka poncho shawl sash necktie ascot bathing_suit swim_trunks wetsuit spacesuit scrubs fatigues camouflage armband wedding_dress evening_gown ball_gown prom_dress sari jersey letterman_jacket leather_jacket nightie shirt t-shirt tie suit dress skirt jacket coat raincoat overcoat trenchcoat hat cap helmet glasses sunglasses shoe shoes boot boots sneakers ' +
    'glove gloves pants khaki khakis jean jeans trousers shorts sock socks stockings underwear bra panties bikini swimsuit tuxedo tux gown robe bathrobe pajamas ' +
    'nightgown uniform scarf belt sweater sweatshirt hoodie vest blouse apron mask wig costume veil cape cloak sandals slippers heels high_heels ' +
    'eye_patch patch goggles bandana beret fedora kimono clothes clothing outfit leotard overalls suspenders cufflinks bow_tie gi hakama',
  flower:
    'flower flowers rose roses bouquet daffodil daffodils tulip tulips lily orchid houseplant potted_plant daisy daisies',
  crowd:
    'bridesmaids groomsmen pallbearers cheerleaders waiters waitresses bartenders busboys nurses doctors orderlies paramedics firemen firefighters inmates prisoners convicts thugs henchmen bodyguards bouncers hippies nuns monks tribesmen natives peasants slaves servants executives businessmen secretaries salesmen clerks cashiers farmers lumberjacks fishermen pirates cowboys knights circus_performers clowns acrobats teammates classmates schoolchildren schoolkids preschoolers toddlers co-workers coworkers colleagues volunteers protesters protestors rioters picketers marchers jury jurors judges revelers well-wishers gawkers rubberneckers joggers cyclists pensioners retirees crowd mob audience congregation band team crew family families guests guest passersby pedestrians onlookers bystanders commuters ' +
    'passengers customers patrons diners soldiers cops policemen officers guards reporters photographers students kids children teenagers ' +
    'townspeople townsfolk villagers workers employees mourners dancers musicians party-goers partygoers spectators fans tourists shoppers ' +
    'throng people citizens neighbors extras staff squad platoon troops army choir orchestra gang',
  animal:
    'dog cat horse bird fish wolf bear puppy kitten cow pig sheep ewe goat chicken duck rabbit mouse_animal rat snake spider elephant lion tiger ' +
    'monkey buzzard buzzards vulture crow raven owl pigeon pigeons bat_animal catfish shark whale dolphin frog toad bee bees fly_insect flies ' +
    'mosquito ant ants butterfly moth werewolf beast dragon unicorn',
};
