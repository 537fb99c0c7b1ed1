// Names of the demo's people: given and family names of many origins, some with marks, combined at random. No real person is meant.

const names = (text: string): readonly string[] => text.split(' ');

export const GIVEN = names(
  'Aaliyah Abdul Adaeze Ahmed Aiko Aisha Alejandra Alina Amara Amelia Ana André Anh Anika Antonio Arjun Astrid Ava Beatriz Benjamin ' +
    'Björn Bianca Caleb Camila Carlos Chiara Chloé Claire Connor Daniel Darnell David Deepa Diego Dmitri Elena Eli Élodie Emeka Emily Emma ' +
    'Esra Ethan Eun-ji Farah Fatima Felix Fernando Finn Florence Gabriel Gita Grace Hana Hannah Haruto Hassan Helena Hiroshi Ibrahim ' +
    'Ifeoma Imani Ingrid Isabel Isaac Ivan Jada Jaime James Jasmine Javier Jin João Jonas José Julia Kai Kamal Karen Keiko Kwame Laila ' +
    'Lars Leah Leila Liam Linh Lucía Luis Łukasz Maeve Malik Marco Margaret Marisol Mateo Maya Mei Michael Mihai Mina Mohammed Naomi Nadia ' +
    'Nia Nicolás Nina Noah Nora Olga Oliver Omar Oscar Paulina Pedro Petra Priya Quinn Rafael Raúl Renée Rosa Ruth Sadia Samir Samuel ' +
    'Sana Sarah Sean Sebastián Siobhán Sofía Søren Susan Tariq Tatiana Teresa Thảo Thomas Tomás Uma Valentina Víctor Wei William Xiomara ' +
    'Yara Yuki Yusuf Zachary Zara Zoë',
);

export const FAMILY = names(
  'Abbott Acosta Adeyemi Aguilar Ahmadi Alvarez Andersson Baker Banerjee Bauer Bell Benítez Bianchi Boateng Brandt Brooks Cárdenas Castillo ' +
    "Chan Chávez Chen Chopra Choi Clarke Cohen Contreras Cruz D'Souza Dang Delgado Desai Díaz Dubois Duong Eze Farouk Fernández Fischer " +
    'Flores Fontaine Fraser Fuentes Gallagher García Ghosh Gill González Goldberg Green Guerrero Gupta Haddad Hall Hansen Hassan Hernández ' +
    'Herrera Hoang Hoffmann Huang Hughes Ibarra Ito Jackson Jansen Jiménez Johnson Kaur Kelly Khan Kim Kimura Kowalski Kovač Kumar Lam Larsen ' +
    'Lee León Levy Li Lim Lindqvist Liu López Lozano Mahmoud Marín Martin Mbeki McCarthy Mehta Méndez Miller Morales Moreau Müller Murphy ' +
    "Nakamura Nasser Navarro Nguyễn Nielsen Novák O'Brien O'Neill Obi Okafor Okonkwo Olsen Ortega Ortiz Osei Ouedraogo Park Patel Peña Pérez " +
    'Petrov Pham Phillips Popescu Quintero Rahman Ramírez Rao Reyes Rivera Roberts Rodríguez Romero Rossi Ruiz Saito Salazar Sánchez Santos ' +
    'Sato Schmidt Sharma Silva Singh Smith Soto Stewart Sullivan Suzuki Takahashi Tan Tanaka Taylor Thompson Torres Tran Tsai Usman Valdez ' +
    'Vargas Vega Walker Wang Weber White Williams Wong Wright Yamada Yang Yılmaz Young Zamora Zhang Žukauskas',
);
